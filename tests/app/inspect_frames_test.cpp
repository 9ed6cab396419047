#include "app/inspect/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "ptyger/read_scan.hpp"
#include "tests/app/inspected_scan.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string const star_file = PTYGER_TEST_DATA "/siemens_star.cxi";

TEST(InspectFrames, TakesTheStatedLimitOfTheDetector) {
  auto scan = clean_scan();
  change_counts(scan, [](auto, auto, auto, double count) { return std::min(count, 500.0); });
  scan.saturation = 501;
  EXPECT_THAT(warning_keys(scan), Not(Contains("saturated")));
  EXPECT_EQ(inspect::inspect_scan(scan, {}).counts.beyond, 0u);
  scan.saturation = 450;
  EXPECT_THAT(warning_keys(scan), Contains("saturated"));
  auto const counts = inspect::inspect_scan(scan, {}).counts;
  EXPECT_GE(counts.beyond, counts.largest_times);
  EXPECT_FALSE(counts.saturating.empty());
  auto const all = warnings_of(scan);
  auto const saturated = std::find_if(all.begin(), all.end(), [](auto const& one) { return one.key == "saturated"; });
  ASSERT_NE(saturated, all.end());
  EXPECT_THAT(saturated->what, HasSubstr("the limit of the detector, 450, that the file states"));
}

TEST(InspectFrames, FindsFaultsOfPixels) {
  auto hot = clean_scan();
  change_counts(hot, [](auto, auto row, auto col, double count) { return row == 30 && col == 20 ? 60000 : count; });
  EXPECT_THAT(warning_keys(hot), testing::ElementsAre("hot_pixels"));
  change_counts(hot, [](auto, auto, auto, double count) { return count == 60000 ? count : std::min(count, 500.0); });
  EXPECT_THAT(warning_keys(hot), AllOf(Contains("hot_pixels"), Contains("saturated")));
  EXPECT_EQ(inspect::inspect_scan(hot, {}).counts.largest, 500);
  hot.measured[30 * 64 + 20] = 0;
  EXPECT_THAT(warning_keys(hot), Not(Contains("hot_pixels")));
  auto dead = clean_scan();
  change_counts(dead, [](auto, auto row, auto col, double count) { return row == 5 && col == 6 ? 0 : count; });
  EXPECT_THAT(warning_keys(dead), Contains("dead_pixels"));
  auto full = clean_scan();
  change_counts(full, [](auto, auto, auto, double count) { return std::min(count, 500.0); });
  EXPECT_THAT(warning_keys(full), Contains("saturated"));
  auto negative = clean_scan();
  negative.reading.add(NegativeCountsClamped{12});
  EXPECT_THAT(warning_keys(negative), Contains("negative_counts"));
}

// The frames of 64 x 64 pixels around row 50, column 40 of 100 x 100 pixels were transposed and then flipped. The hot
// pixel at row 30, column 20 of the scan is row 50 + 20 of the file and column 40 - 30.
TEST(InspectFrames, ReportsPixelsInTheFramesOfTheFile) {
  auto scan = clean_scan();
  change_counts(scan, [](auto, auto row, auto col, double count) { return row == 30 && col == 20 ? 5000 : count; });
  scan.in_file = FramesOfFile{.frames = scan.frames,
                              .shape = {100, 100},
                              .zero_row = 50,
                              .zero_col = 40,
                              .turned = {.transpose = true, .flip_rows = true}};
  auto const all = warnings_of(scan);
  ASSERT_THAT(all, testing::SizeIs(1));
  EXPECT_THAT(all[0].what, HasSubstr("the first at row 70, column 10 of the frames of the file"));
  auto const json = nlohmann::json::parse(app::inspection_json(scan, inspect::inspect_scan(scan, {}), all, {}));
  EXPECT_EQ(json.at("counts").at("hot_pixels_row_col"), nlohmann::json::parse("[[70, 10]]"));
}

TEST(InspectFrames, MostFramesWithoutAPositionAreAFault) {
  auto scan = clean_scan();
  scan.in_file = FramesOfFile{.frames = 120, .without_position = 60, .shape = {64, 64}, .zero_row = 32, .zero_col = 32};
  EXPECT_THAT(warning_keys(scan), IsEmpty());
  scan.in_file->frames = 121;
  scan.in_file->without_position = 61;
  auto const all = warnings_of(scan);
  ASSERT_THAT(all, testing::SizeIs(1));
  EXPECT_EQ(all[0].key, "few_positions");
  EXPECT_THAT(all[0].what, HasSubstr("61 of 121 frames have no position"));
  EXPECT_THAT(all[0].remedy, HasSubstr("of the same scan: made up"));
}

TEST(InspectFrames, FindsFaultsOfFrames) {
  auto dark = clean_scan();
  change_counts(dark, [](auto frame, auto, auto, double count) { return frame == 9 ? std::floor(count / 10) : count; });
  EXPECT_THAT(warning_keys(dark), Contains("dark_frames"));
  EXPECT_EQ(inspect::inspect_scan(dark, {}).counts.darkest_frame, 9U);
  EXPECT_THAT(warning_keys(clean_scan(60, 0.7, 2e3)), Contains("few_counts"));
  auto empty = clean_scan();
  std::visit([&](auto const& counts) { empty.counts = std::vector<float>(counts.begin(), counts.end()); },
             empty.counts);
  change_counts(empty, [](auto frame, auto, auto, double count) { return frame == 4 || frame == 9 ? -1 : count; });
  EXPECT_THAT(warning_keys(empty), testing::ElementsAre("empty_frames"));
  EXPECT_THAT(warnings_of(empty).front().what, HasSubstr("2 frames have no measured pixel, the first is frame 4"));
}

TEST(InspectFrames, ValuesThatAreNoCountsAreASeriousFault) {
  auto scan = clean_scan();
  EXPECT_THAT(warnings_of_run(scan), IsEmpty());
  std::visit([&](auto const& counts) { scan.counts = std::vector<float>(counts.begin(), counts.end()); }, scan.counts);
  EXPECT_THAT(warnings_of_run(scan), IsEmpty());
  auto const expect_warning = [&](auto const& change) {
    auto changed = scan;
    change_counts(changed, [&](auto, auto, auto, double count) { return change(count); });
    EXPECT_THAT(warnings_of_run(changed),
                Contains(AllOf(HasSubstr("no whole numbers of particles"), HasSubstr("amplitude = true"))));
  };
  expect_warning([](double count) { return std::sqrt(count); });
  expect_warning([](double count) { return std::log1p(count); });
  expect_warning([](double count) { return 0.37 * count; });
}

/// A clean scan whose frames are shifted by 4 rows and -3 columns.
Scan shifted_scan() {
  auto scan = clean_scan();
  auto const original = scan.counts;
  std::visit(
      [&](auto& counts) {
        auto const& from = std::get<std::decay_t<decltype(counts)>>(original);
        for (std::size_t j = 0; j < scan.frames; ++j)
          for (std::size_t row = 0; row < 64; ++row)
            for (std::size_t col = 0; col < 64; ++col)
              counts[(j * 64 + (row + 4) % 64) * 64 + (col + 61) % 64] = from[(j * 64 + row) * 64 + col];
      },
      scan.counts);
  return scan;
}

TEST(InspectFrames, GivesTheCentreOfAShiftedPattern) {
  auto const all = warnings_of(shifted_scan());
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].key, "not_centred");
  EXPECT_EQ(all[0].remedy, "--center 36,29");
}

// The centre of a pattern may be a single bright pixel; it lies at the centre of mass and not at the zero frequency.
TEST(InspectFrames, TakesTheBeamOfAShiftedPatternForNoHotPixel) {
  auto const with_bright = [](std::size_t bright_row, std::size_t bright_col) {
    auto scan = shifted_scan();
    change_counts(scan, [&](auto frame, auto row, auto col, double count) {
      return row == bright_row && col == bright_col ? 30000.0 + static_cast<double>(frame) : count;
    });
    return warning_keys(scan);
  };
  EXPECT_THAT(with_bright(4, 61), testing::ElementsAre("not_centred"));
  EXPECT_THAT(with_bright(0, 0), testing::ElementsAre("not_centred", "hot_pixels"));
}

// The zero frequency of the Siemens star lies at row 64, column 67 of the frames of its file, however these are turned.
TEST(InspectFrames, GivesTheCentreInTheFramesOfTheFile) {
  auto const centre_remedy = [](ReadOptions const& options) {
    std::string remedy;
    for (auto const& finding : warnings_of(read_scan({star_file}, options), options))
      if (finding.key == "not_centred") remedy = finding.remedy;
    return remedy;
  };
  for (int code = 0; code < 8; ++code) {
    ReadOptions options{.frames = {(code & 1) != 0, (code & 2) != 0, (code & 4) != 0}, .crop = 96};
    EXPECT_EQ(centre_remedy(options), "--center 64,67") << code;
    options.center = DetectorPoint{64, 67};
    EXPECT_EQ(centre_remedy(options), "") << code;
  }
  EXPECT_EQ(centre_remedy({}), "");  // only 122 x 122 pixels fit around the centre
  EXPECT_EQ(centre_remedy({.crop = 124}), "");
  EXPECT_EQ(centre_remedy({.crop = 120}), "--center 64,67");
}

TEST(InspectFrames, FindsSizesWithSlowTransforms) {
  ReadOptions options{.crop = 122};
  auto const all = warnings_of(read_scan({star_file}, options), options);
  auto const slow = std::find_if(all.begin(), all.end(), [](auto const& one) { return one.key == "slow_size"; });
  ASSERT_NE(slow, all.end());
  EXPECT_THAT(slow->what, HasSubstr("122 has the prime factor 61"));
  EXPECT_EQ(slow->remedy, "--crop 120");
}

TEST(InspectFrames, FindsFaultsOfProbeAndGeometry) {
  auto bright = clean_scan();
  for (auto& value : bright.probe.values) value *= 2;
  EXPECT_THAT(warning_keys(bright), Contains("probe_power"));
  auto without = clean_scan();
  without.probe = {};
  EXPECT_THAT(warning_keys(without), Contains("no_probe"));
  auto unknown = clean_scan();
  unknown.wavelength_m = unknown.energy_eV = 0;
  EXPECT_THAT(warning_keys(unknown), Contains("energy_unknown"));
  auto border = clean_scan();
  change_counts(border, [](auto, auto row, auto col, double count) {
    return std::min(row, 64 - row) > 16 || std::min(col, 64 - col) > 16 ? 0 : count;
  });
  EXPECT_THAT(warning_keys(border), Contains("dark_border"));
}

/// The clean scan with a mask: good(row, col) tells whether pixels at these distances from the zero frequency are good.
template <class Good>
Scan masked_scan(Good const& good) {
  auto scan = clean_scan();
  for (std::size_t i = 0; i < 64 * 64; ++i)
    scan.measured[i] = good(std::min(i / 64, 64 - i / 64), std::min(i % 64, 64 - i % 64)) ? 1 : 0;
  return scan;
}

TEST(InspectFrames, AMaskOfMostPixelsIsAFaultButNoDarkBorder) {
  auto const inverted = masked_scan([](auto row, auto col) { return row == 20 || col == 1; });
  EXPECT_THAT(warning_keys(inverted), AllOf(Contains("mostly_masked"), Not(Contains("dark_border"))));
  auto const remedy = [](Scan const& scan, ReadOptions const& options) {
    for (auto const& finding : warnings_of(scan, options))
      if (finding.key == "mostly_masked") return finding.remedy;
    return std::string();
  };
  EXPECT_THAT(remedy(inverted, {}), HasSubstr("--mask FILE --mask-polarity 1-is-good"));
  EXPECT_THAT(remedy(inverted, {.mask = "m.h5", .mask_polarity = MaskPolarity::one_is_good}),
              HasSubstr("--mask m.h5 --mask-polarity 0-is-good"));
  auto const middle = masked_scan([](auto row, auto col) { return row < 16 && col < 16; });
  EXPECT_THAT(warning_keys(middle), testing::ElementsAre("mostly_masked"));
  EXPECT_THAT(remedy(middle, {}), HasSubstr("check the mask"));
  auto broken = middle;
  change_counts(broken, [](auto, auto row, auto col, double count) { return row == 30 && col == 30 ? 65534 : count; });
  EXPECT_THAT(remedy(broken, {}), HasSubstr("check the mask"));
}

TEST(InspectFrames, NoCropBelowAQuarterIsAdvised) {
  auto narrow = clean_scan();
  change_counts(narrow, [](auto, auto row, auto col, double count) {
    return std::min(row, 64 - row) > 3 || std::min(col, 64 - col) > 3 ? 0 : count;
  });
  auto const all = warnings_of(narrow);
  auto const border = std::find_if(all.begin(), all.end(), [](auto const& one) { return one.key == "dark_border"; });
  ASSERT_NE(border, all.end());
  EXPECT_THAT(border->remedy, HasSubstr("--crop 16 "));
}

}  // namespace
}  // namespace ptyger::test
