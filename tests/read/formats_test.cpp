#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger {
namespace {

using test::Layout;
using test::message_of;
using test::numbers;
using test::scalar;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

Scan read(Layout const& layout, ReadOptions const& options = {}) {
  test::TemporaryFolder const folder;
  return read_scan(layout.write(folder), options);
}

std::string error_of(Layout const& layout, ReadOptions const& options = {}) {
  return message_of<InputError>([&] { read(layout, options); });
}

/// Count of a pixel of the small scan (6 x 6 pixels a frame), whatever the type of its counts.
double count(Scan const& scan, std::size_t frame, std::size_t row, std::size_t col) {
  return std::visit([&](auto const& counts) { return static_cast<double>(counts[(frame * 6 + row) * 6 + col]); },
                    scan.counts);
}

/// Expects the small scan of synthetic.hpp, with its zero frequency in the corner and 20 counts to the right of it.
void expect_small(Scan const& scan, double pixel_m = 1e-6) {
  ASSERT_EQ(scan.frames, 4U);
  ASSERT_EQ(scan.detector, 6U);
  for (std::size_t frame = 0; frame < 4; ++frame) {
    EXPECT_EQ(count(scan, frame, 0, 0), 100 + static_cast<double>(frame));
    EXPECT_EQ(count(scan, frame, 0, 1), 20);
    EXPECT_EQ(count(scan, frame, 1, 0), 1);
    EXPECT_NEAR(scan.positions[frame].col_m, (1. + static_cast<double>(frame)) * 1e-6, 1e-15);
    EXPECT_NEAR(scan.positions[frame].row_m, (2. + 2. * static_cast<double>(frame)) * 1e-6, 1e-15);
  }
  EXPECT_NEAR(scan.pixel_row_m / pixel_m, 1, 1e-6);
  EXPECT_NEAR(scan.pixel_col_m / pixel_m, 1, 1e-6);
}

std::ptrdiff_t masked_pixels(Scan const& scan) {
  return std::count(scan.measured.begin(), scan.measured.end(), 0);
}

TEST(NxCxi, IsFoundByItsClassesAndConvertsItsUnits) {
  Scan const scan = read(test::nxcxi_layout());
  expect_small(scan);
  EXPECT_NEAR(scan.wavelength_m, 1e-10, 1e-17);
  EXPECT_NEAR(scan.distance_m, 6, 1e-12);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains("format: NXcxi_ptycho"));
}

TEST(NxCxi, ReadsRastersWithCoordinatesOfEachFrameOrOfTheirAxes) {
  auto layout = test::nxcxi_layout();
  layout.set("scan/camp/eiger/data", numbers<std::uint16_t>({2, 2, 6, 6}, test::small_counts<std::uint16_t>()));
  std::string const moves = "scan/stage/transformations/";
  layout.set(moves + "x", numbers<double>({2, 2}, {1e-3, 2e-3, 3e-3, 4e-3}));
  layout.set(moves + "y", numbers<double>({2, 2}, {2e-3, 4e-3, 6e-3, 8e-3}));
  expect_small(read(layout));
  layout.set(moves + "x", numbers<double>({2}, {1e-3, 5e-3})).set(moves + "y", numbers<double>({2}, {2e-3, 3e-3}));
  Scan const scan = read(layout);
  EXPECT_NEAR(scan.positions[1].col_m, 1e-6, 1e-15);
  EXPECT_NEAR(scan.positions[1].row_m, 3e-6, 1e-15);
  EXPECT_NEAR(scan.positions[2].col_m, 5e-6, 1e-15);
}

TEST(NxCxi, ReadsTheEnergyInAnyUnitAlsoWithAWrongUnit) {
  struct Case {
    double value;
    char const* unit;
  };
  for (auto const& c : {Case{1.9864458571489e-15, "J"}, Case{12398.41984332, "eV"}, Case{1.9864458571489e-15, "eV"}}) {
    auto layout = test::nxcxi_layout();
    layout.set("scan/camp/beam/energy", scalar(c.value)).attribute("scan/camp/beam/energy", "units", c.unit);
    EXPECT_NEAR(read(layout).wavelength_m, 1e-10, 1e-16) << c.value << c.unit;
  }
}

TEST(NxCxi, PrefersATranslationAndConvertsItsUnit) {
  auto layout = test::nxcxi_layout();
  auto values = test::small_translation();
  for (bool const mislabelled : {false, true}) {
    layout.set("scan/camp/eiger/translation", numbers<double>({4, 3}, values));
    layout.attribute("scan/camp/eiger/translation", "units", mislabelled ? "um" : "m");
    expect_small(read(layout));
  }
  for (double& value : values) value *= 1e9;
  layout.set("scan/camp/eiger/translation", numbers<double>({4, 3}, values));
  expect_small(read(layout.attribute("scan/camp/eiger/translation", "units", "nm")));
}

TEST(NxCxi, KnowsTheSpellingsOfUnits) {
  struct Case {
    char const* unit;
    double metres;
  };
  for (auto const& c : {Case{"", 1},
                        {"  ", 1},
                        {"Metres", 1},
                        {"mm ", 1e-3},
                        {"Millimetres", 1e-3},
                        {"millimeter", 1e-3},
                        {"micrometres", 1e-6},
                        {"Microns", 1e-6},
                        {"nanometer", 1e-9},
                        {"Angstroms", 1e-10}}) {
    auto layout = test::nxcxi_layout();
    layout.set("scan/camp/eiger/distance", scalar(6 / c.metres)).attribute("scan/camp/eiger/distance", "units", c.unit);
    EXPECT_NEAR(read(layout).distance_m, 6, 1e-9) << c.unit;
  }
}

TEST(NxCxi, TakesAPixelBelowANanometreAsMetres) {
  auto layout = test::nxcxi_layout();
  for (std::string const axis : {"x", "y"}) layout.set("scan/camp/eiger/" + axis + "_pixel_size", scalar(1e-4));
  Scan const scan = read(layout);
  expect_small(scan);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("x_pixel_size' has the unit um but is below 1 nm")));
}

TEST(NxCxi, ReadsTheMaskOfTheDetector) {
  auto layout = test::nxcxi_layout();
  std::vector<std::uint32_t> mask(36, 0);
  mask[0] = 4096;
  layout.set("scan/camp/eiger/pixel_mask", numbers<std::uint32_t>({6, 6}, mask));
  Scan const scan = read(layout);
  EXPECT_EQ(masked_pixels(scan), 1);
  EXPECT_EQ(scan.measured[3 * 6 + 3], 0);
}

TEST(Ptyd, JoinsItsChunksInTheOrderOfTheirNumbers) {
  Scan const scan = read(test::ptyd_layout());
  expect_small(scan);
  EXPECT_NEAR(scan.wavelength_m, 1e-10, 1e-16);
  EXPECT_EQ(masked_pixels(scan), 1);
  EXPECT_EQ(scan.measured[4 * 6 + 4], 0);  // [1][1] of the file
  EXPECT_TRUE(std::holds_alternative<std::vector<std::uint32_t>>(scan.counts));
}

TEST(Ptyd, IsReadWithoutWeights) {
  auto layout = test::ptyd_layout();
  layout.set("chunks/0/weights", test::filled<double>({0}, 0)).erase("chunks/2/weights").erase("weights");
  EXPECT_EQ(masked_pixels(read(layout)), 0);
}

TEST(Ptyd, ReadsOneMaskForAllChunksAndACenterThatIsText) {
  auto layout = test::ptyd_layout();
  std::vector<double> weights(36, 1);
  weights[0] = 0;
  layout.set("meta/weight2d", numbers<double>({6, 6}, weights)).set("meta/center", test::word("fftshift"));
  Scan const scan = read(layout);
  expect_small(scan);
  EXPECT_EQ(masked_pixels(scan), 2);
  EXPECT_EQ(scan.measured[3 * 6 + 3], 0);
}

TEST(Ptyd, NamesAMissingLinkedFile) {
  auto layout = test::ptyd_layout();
  layout.files.erase("small.ptyd.part010");
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("chunks/10"), HasSubstr("part010")));
}

TEST(Projection, HasRowsBeforeColumnsAndAPixelByConvention) {
  auto layout = test::projection_layout();
  Scan const scan = read(layout, {.pixel_m = 1e-6});
  expect_small(scan);
  expect_small(read(layout), 1 / 70976797.533);
}

TEST(Hxn, SquaresAmplitudesAndTurnsFramesBack) {
  Scan const scan = read(test::hxn_layout());
  ASSERT_EQ(scan.frames, 4U);
  for (std::size_t frame = 0; frame < 4; ++frame) {
    EXPECT_NEAR(count(scan, frame, 0, 0), 100 + static_cast<double>(frame), 1e-4);
    EXPECT_NEAR(count(scan, frame, 5, 0), 20, 1e-4);  // the second axis of the file runs upwards
    EXPECT_NEAR(count(scan, frame, 0, 1), 1, 1e-6);
    EXPECT_NEAR(scan.positions[frame].col_m, -(1. + static_cast<double>(frame)) * 1e-6 * 0.976296007, 1e-14);
    EXPECT_NEAR(scan.positions[frame].row_m, (2. + 2. * static_cast<double>(frame)) * 1e-6, 1e-15);
  }
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-12);
  EXPECT_NEAR(scan.wavelength_m, 1e-10, 1e-16);
  EXPECT_EQ(scan.angle_deg, -12.5);
}

TEST(Hxn, ForeshortensXByTheAngleOfTheSample) {
  struct Case {
    double angle_deg, factor;
  };
  for (auto const& c : {Case{0, 1}, Case{45, 0.70710678}, Case{60, 0.8660254}, Case{-60, -0.8660254}, Case{170, 1}}) {
    Scan const scan = read(test::hxn_layout().set("angle", scalar(c.angle_deg)));
    EXPECT_NEAR(scan.positions[2].col_m, -3e-6 * c.factor, 1e-13) << c.angle_deg;
    EXPECT_NEAR(scan.positions[2].row_m, 6e-6, 1e-15);
  }
}

TEST(Hxn, NamesTheMissingFramesInItsError) {
  auto layout = test::hxn_layout();
  layout.erase("diffamp").set("raw_data/filename", test::word("frames.h5"));
  EXPECT_THAT(error_of(layout), HasSubstr("raw_data/filename in place of the frames 'diffamp'"));
}

TEST(Hxn, ReadsRawFilesWithTheGeometryOfTheOptions) {
  auto layout = test::hxn_raw_layout();
  expect_small(read(layout, {.distance_m = 6, .detector_pixel_m = 1e-4}));
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("positions.h5"), HasSubstr("--distance")));
}

TEST(DpPoints, AreReadAsMicrometres) {
  expect_small(read(test::dp_points_layout(), {.pixel_m = 1e-6}));
  EXPECT_THAT(error_of(test::dp_points_layout()), AllOf(HasSubstr("dump.h5"), HasSubstr("--energy, or --pixel")));
}

TEST(Patterns, AreMatchedToPositionsByNumber) {
  Scan const scan = read(test::patterns_layout());
  EXPECT_THAT(scan.indexes, ElementsAre(1, 2, 3));  // patterns 3, 5 and 1
  EXPECT_DOUBLE_EQ(scan.positions[0].col_m, 3e-6);
  EXPECT_DOUBLE_EQ(scan.positions[1].col_m, 5e-6);
  EXPECT_DOUBLE_EQ(scan.positions[2].row_m, 2e-6);
  EXPECT_EQ(count(scan, 0, 0, 0), 101);
  EXPECT_EQ(count(scan, 2, 0, 0), 103);
  EXPECT_EQ(masked_pixels(scan), 1);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains("1 positions have no pattern and are left out"));
}

// Positions without numbers count as 0, 1, 2, 3; no pattern has the number 0, and no position the number 7.
TEST(Patterns, AreMatchedToPositionsWithoutNumbersByOrder) {
  auto layout = test::patterns_layout();
  layout.erase("probe_position_indexes");
  layout.set("indexes", test::numbers<std::int64_t>({4}, {7, 3, 2, 1}));
  Scan const scan = read(layout);
  EXPECT_THAT(scan.indexes, ElementsAre(1, 2, 3));  // patterns 3, 2 and 1
  EXPECT_DOUBLE_EQ(scan.positions[0].col_m, 9e-6);
  EXPECT_DOUBLE_EQ(scan.positions[1].col_m, 5e-6);
  EXPECT_DOUBLE_EQ(scan.positions[2].col_m, 3e-6);
}

TEST(Layouts, OfTheTestsAreRead) {
  expect_small(read(test::cxi_layout()));
  expect_small(read(test::para_layout()));
}

}  // namespace
}  // namespace ptyger
