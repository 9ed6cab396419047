#include "volume/flatten_phase.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "tests/campaign/synthetic_result.hpp"

namespace ptyger::test {
namespace {

/// Largest phase difference from the sample alone over the lit pixels, radians.
double worst_phase_error(write::LitRegion const& region, SyntheticProjection const& p) {
  double worst = 0;
  for (std::size_t i = 0; i < region.lit.size(); ++i) {
    if (region.lit[i] == 0) continue;
    std::size_t const row = p.unlit_border + i / region.object.cols;
    std::size_t const col = p.unlit_border + i % region.object.cols;
    std::complex<double> const difference = region.object.values[i] * std::polar(1.0, -sample_phase(p, row, col));
    worst = std::max(worst, std::abs(std::arg(difference)));
  }
  return worst;
}

TEST(FlattenPhase, FindsRampAndOffsetInTheAir) {
  for (auto const& [row_step, col_step, offset] : {std::tuple(0.0, 0.0, 0.0), std::tuple(0.03, -0.05, 2.0),
                                                   std::tuple(1.7, -2.2, -3.1), std::tuple(-0.9, 3.0, 1.0)}) {
    SyntheticProjection const p{.row_step = row_step, .col_step = col_step, .offset = offset};
    write::LitRegion region = synthetic_region(p);
    volume::Flattening const removed = volume::flatten(region, 8);
    EXPECT_NEAR(removed.plane.row_step, row_step, 1e-12);
    EXPECT_NEAR(removed.plane.col_step, col_step, 1e-12);
    double const corner = offset + static_cast<double>(p.unlit_border) * (row_step + col_step);
    EXPECT_NEAR(std::abs(std::polar(1.0, removed.plane.offset) - std::polar(1.0, corner)), 0, 1e-12);
    EXPECT_LT(worst_phase_error(region, p), 1e-9);
  }
}

TEST(FlattenPhase, IsNotMisledByASampleThatWraps) {
  SyntheticProjection const p{.row_step = 0.4, .col_step = -0.3, .offset = 1, .phase_depth = 15};
  write::LitRegion region = synthetic_region(p);
  volume::flatten(region, 8);
  EXPECT_LT(worst_phase_error(region, p), 1e-9);
}

TEST(FlattenPhase, IsAccurateDespiteNoise) {
  SyntheticProjection const p{
      .rows = 200, .cols = 300, .row_step = 0.4, .col_step = -0.3, .offset = 1, .noise_sigma = 0.3, .phase_depth = 15};
  write::LitRegion region = synthetic_region(p);
  volume::Flattening const removed = volume::flatten(region, 20);
  // 0.3 rad per pixel, averaged over 20 x 192 pixels at either edge
  EXPECT_NEAR(removed.plane.col_step, -0.3, 5 * 0.3 / std::sqrt(20 * 192) / 270);
  EXPECT_NEAR(removed.plane.row_step, 0.4, 5 * 0.3 / std::sqrt(40 * 192) / 24);
}

/// In narrow strips the noise leaves the number of phase turns between them open; the other lit pixels determine it.
TEST(FlattenPhase, CountsTheTurnsBetweenNarrowStrips) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SyntheticProjection const p{.rows = 100,
                                .cols = 600,
                                .row_step = 0.1,
                                .col_step = -0.3,
                                .noise_sigma = 0.3,
                                .phase_depth = 6,
                                .seed = seed};
    write::LitRegion region = synthetic_region(p);
    EXPECT_NEAR(volume::flatten(region, 3).plane.col_step, -0.3, 1e-3) << seed;  // a turn more would be 0.0106
  }
}

/// For a sample that rises slowly and falls steeply, the mean phase step differs from the step in the air.
TEST(FlattenPhase, FitsTheAirAndNotAWedge) {
  constexpr std::size_t rows = 80;
  constexpr std::size_t cols = 400;
  write::LitRegion region{{rows, cols, {}}, std::vector<std::uint8_t>(rows * cols, 1)};
  for (std::size_t i = 0; i < rows * cols; ++i) {
    double const x = static_cast<double>(i % cols);
    double const wedge = x < 30 || x > 369 ? 0 : x < 330 ? 0.08 * (x - 30) : 0.6 * (370 - x);
    region.object.values.push_back(std::polar(1.0, 0.05 * x + wedge));
  }
  EXPECT_NEAR(volume::flatten(region, 25).plane.col_step, 0.05, 1e-6);
}

TEST(FlattenPhase, MakesTheAmplitudeOfAirOne) {
  SyntheticProjection const p{.amplitude = 0.8};
  write::LitRegion region = synthetic_region(p);
  EXPECT_NEAR(volume::flatten(region, 8).amplitude, 0.8, 1e-12);
  EXPECT_NEAR(std::abs(region.object.values.front()), 1, 1e-12);
}

TEST(FlattenPhase, FitsAllLitPixelsWithoutAir) {
  SyntheticProjection const p{.row_step = 0.4, .col_step = -0.3, .offset = 1, .amplitude = 0.8};
  write::LitRegion region = synthetic_region(p);
  volume::Flattening const removed = volume::flatten(region, 0);
  EXPECT_NEAR(removed.plane.row_step, 0.4, 0.01);  // the sample is not in the middle
  EXPECT_NEAR(removed.plane.col_step, -0.3, 0.01);
  EXPECT_EQ(removed.amplitude, 1);
  EXPECT_NEAR(std::abs(region.object.values.front()), 0.8, 1e-12);
  std::complex<double> mean = 0;
  for (std::size_t i = 0; i < region.lit.size(); ++i)
    mean += static_cast<double>(region.lit[i]) * region.object.values[i];
  EXPECT_NEAR(std::arg(mean), 0, 1e-12);
}

TEST(FlattenPhase, AcceptsMoreAirThanColumns) {
  SyntheticProjection const p{.row_step = 0.4, .phase_depth = 0};
  write::LitRegion region = synthetic_region(p);
  EXPECT_NEAR(volume::flatten(region, 1000).plane.row_step, 0.4, 1e-12);
}

}  // namespace
}  // namespace ptyger::test
