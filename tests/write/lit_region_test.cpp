#include "write/lit_region.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "write/phase_plane.hpp"

namespace ptyger::test {
namespace {

/// An object with a fine phase pattern and absorbing stripes on a phase ramp, illuminated in a disc. Steps: radians per
/// pixel.
Result ramped_result(double row_step, double col_step) {
  constexpr std::size_t rows = 90;
  constexpr std::size_t cols = 70;
  Result result;
  result.object = {rows, cols, {}};
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t col = 0; col < cols; ++col) {
      double const r = static_cast<double>(row);
      double const c = static_cast<double>(col);
      double const pattern = 0.4 * std::cos(0.9 * r) * std::cos(1.1 * c);
      double const amplitude = row / 10 % 2 == 0 ? 1.0 : 0.7;
      result.object.values.push_back(std::polar(amplitude, pattern + 2.0 + row_step * r + col_step * c));
      result.illumination.push_back(std::hypot(r - 45, c - 30) < 28 ? 100 : 1);
    }
  return result;
}

TEST(LitRegion, IsTheSmallestRectangleAroundTheIlluminatedPixels) {
  Result result;
  result.object = {5, 6, std::vector<std::complex<double>>(30)};
  result.object.values[2 * 6 + 3] = 7;
  result.illumination.assign(30, 0.0);
  for (std::size_t const pixel : {9U, 15U, 16U}) result.illumination[pixel] = 5;
  result.illumination[0] = 0.4;  // below a tenth of the others
  write::LitRegion const region = write::lit_region(result);
  EXPECT_EQ(region.object.rows, 2U);
  EXPECT_EQ(region.object.cols, 2U);
  EXPECT_EQ(region.lit, (std::vector<std::uint8_t>{1, 0, 1, 1}));
  EXPECT_EQ(region.object.values[2], 7.0);
}

TEST(LitRegion, IsTheWholeObjectWithoutIllumination) {
  Result result;
  result.object = {3, 4, std::vector<std::complex<double>>(12, 1.0)};
  result.illumination.assign(12, 0.0);
  EXPECT_EQ(write::lit_region(result).lit, std::vector<std::uint8_t>(12, 1));
}

TEST(LevelPhase, RemovesRampsWithManyPhaseWraps) {
  write::LitRegion flat = write::lit_region(ramped_result(0, 0));
  write::level_phase(flat);
  for (auto const& [row_step, col_step] : {std::pair(0.4, -0.7), std::pair(-1.2, 0.03), std::pair(0.0, 0.9)}) {
    write::LitRegion region = write::lit_region(ramped_result(row_step, col_step));
    write::level_phase(region);
    for (std::size_t i = 0; i < region.lit.size(); ++i)
      EXPECT_NEAR(region.lit[i] * std::abs(region.object.values[i] - flat.object.values[i]), 0, 1e-9) << i;
  }
}

TEST(LevelPhase, LeavesTheMeanPhaseOfTheSampleAtZero) {
  write::LitRegion region = write::lit_region(ramped_result(0.5, 0.25));
  write::level_phase(region);
  std::complex<double> mean = 0;
  for (std::size_t i = 0; i < region.lit.size(); ++i) {
    if (region.lit[i] == 0) continue;
    mean += region.object.values[i];
    EXPECT_LT(std::abs(std::arg(region.object.values[i])), 0.46) << i;  // the pattern has 0.4 rad
  }
  EXPECT_NEAR(std::arg(mean), 0, 1e-12);
}

TEST(PercentileRange, IgnoresTheLowestAndHighestHundredth) {
  std::vector<double> values;
  for (int i = 0; i <= 1000; ++i) values.push_back((i * 8) % 1001);
  values[3] = 1e9;
  write::Range const range = write::percentile_range(values);
  EXPECT_NEAR(range.low, 10, 1);
  EXPECT_NEAR(range.high, 990, 2);
  write::Range const flat = write::percentile_range(std::vector<double>(9, 2.0));
  EXPECT_LT(flat.low, 2);
  EXPECT_GT(flat.high, 2);
}

}  // namespace
}  // namespace ptyger::test
