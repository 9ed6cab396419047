#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/file_pixel.hpp"
#include "read/fit_probe.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger {
namespace {

using test::Layout;
using test::message_of;
using testing::AllOf;
using testing::HasSubstr;

Scan read(Layout const& layout, ReadOptions const& options = {}) {
  test::TemporaryFolder const folder;
  return read_scan(layout.write(folder), options);
}

std::string error_of(Layout const& layout, ReadOptions const& options = {}) {
  return message_of<InputError>([&] { read(layout, options); });
}

std::string const petra = PTYGER_TEST_DATA "/petra_p25_near_field.cxi";

TEST(ReadNearField, ADivergingBeamMagnifiesTheSample) {
  Scan const scan = read_scan({petra}, {.near_field = true, .focus_to_sample_m = 3.65e-3});
  ASSERT_TRUE(scan.near_field);
  double const magnification = (3.65e-3 + 1.12) / 3.65e-3;  // the file holds the distance in single precision
  EXPECT_NEAR(scan.near_field->magnification, magnification, 1e-7 * magnification);
  EXPECT_NEAR(scan.near_field->effective_distance_m, 1.12 / magnification, 1e-9);
  EXPECT_EQ(scan.near_field->focus_to_sample_m, 3.65e-3);
  EXPECT_NEAR(scan.pixel_row_m, 55e-6 / magnification, 1e-13);
  EXPECT_NEAR(scan.pixel_col_m, 55e-6 / magnification, 1e-13);
}

// The geometry of the layouts: wavelength 1e-10 m, distance 6 m, detector pixel 1e-4 m.
TEST(ReadNearField, AParallelBeamDoesNot) {
  Scan const scan = read(test::cxi_layout(), {.near_field = true, .detector_pixel_m = 1e-6});
  ASSERT_TRUE(scan.near_field);
  EXPECT_EQ(scan.near_field->focus_to_sample_m, 0);
  EXPECT_EQ(scan.near_field->magnification, 1);
  EXPECT_NEAR(scan.near_field->effective_distance_m, 6, 1e-12);
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-15);
  EXPECT_FALSE(read(test::cxi_layout()).near_field);
}

TEST(ReadNearField, FilesStateItWithItsDistances) {
  auto cxi = test::cxi_layout();
  cxi.set(test::detector + "propagation", test::word("nearfield"))
      .set(test::source + "focus_to_sample_distance", test::scalar(0.1));
  auto nexus = test::nxcxi_layout();
  nexus.set("scan/propagation", test::word("NearField")).set("scan/focus_to_sample", test::scalar(0.1));
  for (auto const& layout : {cxi, nexus}) {
    Scan const scan = read(layout);
    ASSERT_TRUE(scan.near_field);
    EXPECT_NEAR(scan.near_field->magnification, 61, 1e-9);
    EXPECT_NEAR(scan.near_field->effective_distance_m, 6.0 / 61, 1e-12);
    EXPECT_NEAR(scan.pixel_col_m, 1e-4 / 61, 1e-15);
    Scan const other = read(layout, {.focus_to_sample_m = 0.2});  // the options replace the distance of the file
    EXPECT_NEAR(other.near_field->magnification, 31, 1e-9);
  }
  cxi.set(test::detector + "propagation", test::word("farfield"));
  EXPECT_FALSE(read(cxi).near_field);
  EXPECT_NEAR(read(cxi, {.near_field = true}).near_field->magnification, 61, 1e-9);
}

TEST(ReadNearField, OtherFormatsStateItToo) {
  auto ptyd = test::ptyd_layout();
  ptyd.set("meta/propagation", test::word("nearfield"));
  Scan const scan = read(ptyd, {.detector_pixel_m = 1e-6});
  ASSERT_TRUE(scan.near_field);
  EXPECT_EQ(scan.near_field->magnification, 1);
  EXPECT_NEAR(scan.near_field->effective_distance_m, scan.distance_m, 1e-15);
}

TEST(ReadNearField, ContradictionsAreRefused) {
  auto layout = test::cxi_layout();
  EXPECT_THAT(error_of(layout, {.focus_to_sample_m = 0.1}), HasSubstr("give --near-field as well"));
  EXPECT_THAT(error_of(layout, {.near_field = true, .focus_to_sample_m = -0.1}),
              AllOf(HasSubstr("--focus-to-sample is -0.1 m"), HasSubstr("positive")));
  EXPECT_THAT(error_of(layout, {.center = DetectorPoint{3, 3}, .near_field = true}),
              AllOf(HasSubstr("--center"), HasSubstr("--crop")));
  EXPECT_THAT(error_of(layout, {.pad = 4}), AllOf(HasSubstr("--pad 4"), HasSubstr("6 to ")));
  layout.set(test::detector + "propagation", test::word("nearfield"));
  EXPECT_THAT(error_of(layout, {.center = DetectorPoint{3, 3}}), HasSubstr("--center"));
  layout.set(test::source + "focus_to_sample_distance", test::scalar(-0.1));
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("focus_to_sample_distance"), HasSubstr("positive")));
  layout.erase(test::source + "focus_to_sample_distance").erase(test::detector + "distance");
  EXPECT_THAT(error_of(layout), HasSubstr("distance"));
  EXPECT_THAT(error_of(layout, {.pixel_m = 1e-8}), HasSubstr("Give --distance"));
}

/// Frames of rows x cols pixels of 1e-6 m with distinct counts, in the layout of CXI.
Layout distinct_frames(std::size_t rows, std::size_t cols) {
  std::vector<std::uint16_t> counts;
  for (std::size_t k = 0; k < test::small_frames * rows * cols; ++k)
    counts.push_back(static_cast<std::uint16_t>(1000 + k));
  auto layout = test::cxi_layout();
  for (std::string const axis : {"x", "y"}) layout.set(test::detector + axis + "_pixel_size", test::scalar(1e-6));
  return layout.set(test::detector + "data", test::numbers<std::uint16_t>({test::small_frames, rows, cols}, counts));
}

/// Count of the file that became pixel (row, col), from the upper left of the frame, of the first frame; 0 where it is
/// not measured.
int count_at(Scan const& scan, std::size_t row, std::size_t col) {
  std::size_t const n = scan.detector;
  std::size_t const i = (row + n - n / 2) % n * n + (col + n - n / 2) % n;  // the middle is in the corner
  if (scan.measured[i] == 0) return 0;
  return std::get<std::vector<std::uint16_t>>(scan.counts)[i];
}

TEST(ReadNearField, FramesStayAsTheyAre) {
  Scan const scan = read(distinct_frames(6, 6), {.near_field = true});
  for (std::size_t row = 0; row < 6; ++row)
    for (std::size_t col = 0; col < 6; ++col)
      EXPECT_EQ(count_at(scan, row, col), 1000 + static_cast<int>(row * 6 + col));
}

TEST(ReadNearField, FramesThatAreNotSquareArePadded) {
  Scan const scan = read(distinct_frames(4, 7), {.near_field = true});
  ASSERT_EQ(scan.detector, 7U);
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-15) << "the pixel of a near field does not depend on the number of pixels";
  for (std::size_t row = 0; row < 7; ++row)
    for (std::size_t col = 0; col < 7; ++col) {
      bool const inside = row >= 1 && row < 5;
      EXPECT_EQ(count_at(scan, row, col), inside ? 1000 + static_cast<int>((row - 1) * 7 + col) : 0)
          << row << ' ' << col;
    }
}

TEST(ReadNearField, FramesAreMirroredAsImages) {
  for (std::size_t const n : {6U, 7U})
    for (bool const transpose : {false, true}) {
      Scan const scan =
          read(distinct_frames(n, n), {.frames = {.transpose = transpose, .flip_rows = true}, .near_field = true});
      for (std::size_t row = 0; row < n; ++row)
        for (std::size_t col = 0; col < n; ++col) {
          auto const file_row = transpose ? col : n - 1 - row;
          auto const file_col = transpose ? n - 1 - row : col;
          EXPECT_EQ(count_at(scan, row, col), 1000 + static_cast<int>(file_row * n + file_col));
          auto const pixel = read::file_pixel(*scan.in_file, n, (row + n - n / 2) % n, (col + n - n / 2) % n);
          EXPECT_EQ(pixel.row, file_row);
          EXPECT_EQ(pixel.col, file_col);
        }
    }
}

TEST(ReadNearField, CropKeepsTheMiddleAndThePixel) {
  Scan const scan = read(distinct_frames(8, 8), {.crop = 4, .near_field = true});
  ASSERT_EQ(scan.detector, 4U);
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-15);
  for (std::size_t row = 0; row < 4; ++row)
    for (std::size_t col = 0; col < 4; ++col)
      EXPECT_EQ(count_at(scan, row, col), 1000 + static_cast<int>((row + 2) * 8 + col + 2));
}

TEST(ReadPadded, FarFieldsGetAFinerPixel) {
  auto const whole = read(test::cxi_layout());
  Scan const scan = read(test::cxi_layout(), {.pad = 9});
  ASSERT_EQ(scan.detector, 9U);
  EXPECT_NEAR(scan.pixel_row_m, whole.pixel_row_m * 6 / 9, 1e-12 * whole.pixel_row_m);
  std::size_t inside = 0;
  for (std::size_t row = 0; row < 9; ++row)
    for (std::size_t col = 0; col < 9; ++col) {
      // The zero frequency stays in the corner; of 6 frequencies 3 are negative.
      bool const is_inside = (row < 3 || row >= 6) && (col < 3 || col >= 6);
      inside += scan.measured[row * 9 + col];
      EXPECT_EQ(read::is_in_file(*scan.in_file, 9, row, col), is_inside) << row << ' ' << col;
      if (!is_inside) {
        EXPECT_EQ(scan.measured[row * 9 + col], 0);
        continue;
      }
      std::size_t const from = (row < 3 ? row : row - 3) * 6 + (col < 3 ? col : col - 3);
      EXPECT_EQ(scan.measured[row * 9 + col], whole.measured[from]);
      std::visit(
          [&](auto const& counts) {
            EXPECT_EQ(counts[row * 9 + col], std::get<std::decay_t<decltype(counts)>>(whole.counts)[from]);
          },
          scan.counts);
    }
  EXPECT_GT(inside, 0U);
}

TEST(ReadPadded, TheZeroFrequencyMayBeInTheCorner) {
  std::vector<std::uint16_t> counts(4 * 36, 1);
  for (std::size_t frame = 0; frame < 4; ++frame) {
    counts[frame * 36] = static_cast<std::uint16_t>(100 + frame);
    counts[frame * 36 + 1] = 20;
  }
  auto cornered = test::cxi_layout();
  cornered.set(test::detector + "data", test::numbers<std::uint16_t>({4, 6, 6}, counts));
  auto const expected = read(test::cxi_layout(), {.pad = 8});
  auto const scan = read(cornered, {.pad = 8});
  EXPECT_EQ(scan.counts, expected.counts);
  EXPECT_EQ(scan.measured, expected.measured);
}

TEST(ReadPadded, FramesThatAreNotSquareAreReadWhole) {
  Scan const scan = read(distinct_frames(4, 6), {.pad = 8, .detector_pixel_m = 1e-4});
  ASSERT_EQ(scan.detector, 8U);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 1), 24);
  EXPECT_EQ(count_at(scan, 2, 1), 1000);
}

TEST(FitProbe, IsInterpolatedToMorePixels) {
  ProbeModes probe{1, 6, {}};
  for (std::size_t i = 0; i < 36; ++i) probe.values.emplace_back(i == 21 ? 2 : 1, 0);
  double power = 0;
  for (auto const value : probe.values) power += std::norm(value);
  ReadingReport report;
  read::fit_probe(probe, 6, 9, report);
  ASSERT_EQ(probe.size, 9U);
  EXPECT_TRUE(report.events.empty());
  double padded_power = 0;
  for (auto const value : probe.values) padded_power += std::norm(value);
  EXPECT_NEAR(padded_power, power, 1e-12 * power);
}

TEST(FitProbe, OfANearFieldKeepsItsMiddle) {
  ProbeModes probe{1, 4, {}};
  for (std::size_t i = 0; i < 16; ++i) probe.values.emplace_back(static_cast<double>(i), 0);
  auto wider = probe;
  read::fit_near_field_probe(wider, 7);
  ASSERT_EQ(wider.values.size(), 49U);
  EXPECT_EQ(wider.values[3 * 7 + 3], probe.values[2 * 4 + 2]);
  EXPECT_EQ(wider.values[0], probe.values[0]);
  EXPECT_EQ(wider.values[48], probe.values[15]);
  read::fit_near_field_probe(wider, 4);
  EXPECT_EQ(wider.values, probe.values);
}

}  // namespace
}  // namespace ptyger
