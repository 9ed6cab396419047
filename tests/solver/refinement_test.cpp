#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "ptyger/reconstruct.hpp"
#include "support/correlation.hpp"
#include "support/simulated_scan.hpp"
#include "support/star.hpp"

namespace ptyger {
namespace {

simulation::Simulation simulated() {
  return test::simulated(test::simulation_of(196, 0.8));
}

Options solver(Sampling sampling = Sampling::fourier) {
  Options options;
  options.sampling = sampling;
  options.start_epochs = 6;
  options.iterations = 30;
  options.devices.count = 2;
  return options;
}

/// Largest part of the values that changes: every count becomes a draw with another mean.
void draw_again(Scan& scan, auto const& mean_of) {
  std::mt19937_64 random(5);
  auto& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  std::size_t const pixels = scan.detector * scan.detector;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    double const mean = mean_of(i / pixels, i % pixels, static_cast<double>(counts[i]));
    counts[i] = static_cast<std::uint16_t>(std::poisson_distribution<int>(mean)(random));
  }
}

/// Root mean square distance of positions in pixels, mean and affine map of b to a removed by least squares.
double distance_px(Scan const& scan, std::vector<Position> const& a, std::vector<Position> const& b) {
  double sum = 0;
  for (auto const coordinate : {&Position::row_m, &Position::col_m}) {
    // normal equations of d = c0 + c1 row + c2 col, rows and columns about their means in pixels
    double mean_row = 0;
    double mean_col = 0;
    for (auto const& p : b)
      mean_row += p.row_m / static_cast<double>(b.size()), mean_col += p.col_m / static_cast<double>(b.size());
    double rr = 0, rc = 0, cc = 0, rd = 0, cd = 0, mean = 0;
    for (std::size_t j = 0; j < a.size(); ++j)
      mean += (a[j].*coordinate - b[j].*coordinate) / static_cast<double>(a.size());
    for (std::size_t j = 0; j < a.size(); ++j) {
      double const d = a[j].*coordinate - b[j].*coordinate - mean;
      double const row = b[j].row_m - mean_row;
      double const col = b[j].col_m - mean_col;
      rr += row * row, rc += row * col, cc += col * col, rd += row * d, cd += col * d;
    }
    double const det = rr * cc - rc * rc;
    double const c1 = (rd * cc - cd * rc) / det;
    double const c2 = (cd * rr - rd * rc) / det;
    for (std::size_t j = 0; j < a.size(); ++j) {
      double const d =
          a[j].*coordinate - b[j].*coordinate - mean - c1 * (b[j].row_m - mean_row) - c2 * (b[j].col_m - mean_col);
      sum += d * d;
    }
  }
  return std::sqrt(sum / static_cast<double>(a.size())) / scan.pixel_row_m;
}

class Positions : public testing::TestWithParam<Sampling> {};

// Disturbed by 1 pixel rms along each axis.
TEST_P(Positions, AreFoundAgain) {
  auto const made = simulated();
  auto scan = made.scan;
  std::mt19937_64 random(3);
  std::normal_distribution<double> disturbance(0, scan.pixel_row_m);
  for (auto& p : scan.positions) p.row_m += disturbance(random), p.col_m += disturbance(random);
  auto options = solver(GetParam());
  auto const without = reconstruct(scan, options);
  options.refine.positions = true;
  options.iterations = 60;
  auto const with = reconstruct(scan, options);
  EXPECT_GT(distance_px(scan, scan.positions, made.scan.positions), 1.2);
  EXPECT_LT(distance_px(scan, with.positions, made.scan.positions), 0.5);
  EXPECT_LT(with.nrmse, 0.5 * without.nrmse);
}

INSTANTIATE_TEST_SUITE_P(Samplings, Positions, testing::Values(Sampling::bilinear, Sampling::fourier));

// Real data, disturbed by 3 pixels rms. What lies along the spokes of a star hardly shows in its patterns, so that
// the distance is dominated by frames at the border; half of all come closer than 0.5 pixels.
TEST(PositionsOfTheStar, AreFoundAgain) {
  auto const star = test::star();
  Options options;
  options.devices.count = 2;
  options.iterations = 20;
  auto const undisturbed = reconstruct(star, options);
  options.refine.positions = true;
  auto const refined = reconstruct(star, options);
  EXPECT_LT(refined.nrmse, 0.99 * undisturbed.nrmse);
  auto scan = star;
  std::mt19937_64 random(3);
  std::normal_distribution<double> disturbance(0, 3 / std::sqrt(2.0) * scan.pixel_row_m);
  for (auto& p : scan.positions) p.row_m += disturbance(random), p.col_m += disturbance(random);
  options.iterations = 40;
  auto const found = reconstruct(scan, options);
  EXPECT_LT(found.nrmse, 1.02 * undisturbed.nrmse);
  std::vector<double> apart;
  for (std::size_t j = 0; j < scan.frames; ++j)
    apart.push_back(std::hypot(found.positions[j].row_m - refined.positions[j].row_m,
                               found.positions[j].col_m - refined.positions[j].col_m) /
                    scan.pixel_row_m);
  auto const middle = apart.begin() + static_cast<std::ptrdiff_t>(apart.size() / 2);
  std::nth_element(apart.begin(), middle, apart.end());
  EXPECT_LT(*middle, 0.8);
}

TEST(Intensities, OfFramesAreFound) {
  auto const made = simulated();
  auto scan = made.scan;
  std::vector<double> truth;
  std::mt19937_64 random(3);
  std::normal_distribution<double> flicker(0, 0.1);
  for (std::size_t j = 0; j < scan.frames; ++j) truth.push_back(std::exp(flicker(random)));
  draw_again(scan, [&](std::size_t frame, std::size_t, double counts) { return truth[frame] * counts; });
  auto options = solver();
  auto const without = reconstruct(scan, options);
  options.refine.brightness = true;
  auto const with = reconstruct(scan, options);
  double mean = 0;
  for (std::size_t j = 0; j < scan.frames; ++j)
    mean += std::log(with.intensities[j] / truth[j]) / static_cast<double>(scan.frames);
  double squares = 0;
  for (std::size_t j = 0; j < scan.frames; ++j) squares += std::pow(std::log(with.intensities[j] / truth[j]) - mean, 2);
  EXPECT_LT(std::sqrt(squares / static_cast<double>(scan.frames)), 0.04);
  EXPECT_LT(with.nrmse, 0.8 * without.nrmse);
  EXPECT_GT(test::correlation(with, made.phantom.object), test::correlation(without, made.phantom.object));
}

class Background : public testing::TestWithParam<Noise> {};

// Stray light that falls off across the detector; the zero frequency is in the corner.
TEST_P(Background, IsFound) {
  auto const made = simulated();
  auto scan = made.scan;
  auto const stray = [&](std::size_t pixel) { return 4 + 4 * static_cast<double>(pixel % 64) / 64; };
  draw_again(scan, [&](std::size_t, std::size_t pixel, double counts) { return counts + stray(pixel); });
  auto options = solver();
  options.noise = GetParam();
  auto const without = reconstruct(scan, options);
  options.refine.background = true;
  auto const with = reconstruct(scan, options);
  std::vector<double> off;
  for (std::size_t i = 0; i < with.background.size(); ++i) off.push_back(std::abs(with.background[i] / stray(i) - 1));
  std::nth_element(off.begin(), off.begin() + 2048, off.end());
  EXPECT_LT(off[2048], 0.15);  // of the other half some lie where the beam is bright and hides it
  EXPECT_LT(with.nrmse, 0.8 * without.nrmse);
  EXPECT_GT(test::correlation(with, made.phantom.object), test::correlation(without, made.phantom.object));
}

INSTANTIATE_TEST_SUITE_P(Noises, Background, testing::Values(Noise::gaussian, Noise::poisson));

}  // namespace
}  // namespace ptyger
