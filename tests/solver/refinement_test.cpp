#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "tests/support/correlation.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"

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
  options.devices.count = test::at_most_usable(2);
  return options;
}

/// Replaces every count by a Poisson draw. mean_of(frame, pixel, count): mean of the draw.
void draw_again(Scan& scan, auto const& mean_of) {
  std::mt19937_64 random(5);
  auto& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  std::size_t const pixels = scan.detector * scan.detector;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    double const mean = mean_of(i / pixels, i % pixels, static_cast<double>(counts[i]));
    counts[i] = static_cast<std::uint16_t>(std::poisson_distribution<int>(mean)(random));
  }
}

/// [frame] distance of the positions b from a in pixels, after the affine map of b to a by least squares.
std::vector<double> distances_px(Scan const& scan, std::vector<Position> const& a, std::vector<Position> const& b) {
  std::vector<double> squares(a.size());
  for (auto const coordinate : {&Position::row_m, &Position::col_m}) {
    // normal equations of d = c0 + c1 row + c2 col, rows and columns about their means in pixels
    double mean_row = 0;
    double mean_col = 0;
    for (auto const& p : b)
      mean_row += p.row_m / static_cast<double>(b.size()), mean_col += p.col_m / static_cast<double>(b.size());
    double rr = 0, rc = 0, cc = 0, rd = 0, cd = 0, mean = 0;  // sums of row row, row col, ... and the mean of d
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
      squares[j] += d * d;
    }
  }
  for (double& distance : squares) distance = std::sqrt(distance) / scan.pixel_row_m;
  return squares;
}

double rms(std::vector<double> const& values) {
  return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0) /
                   static_cast<double>(values.size()));
}

/// Root mean square of distances_px().
double distance_px(Scan const& scan, std::vector<Position> const& a, std::vector<Position> const& b) {
  return rms(distances_px(scan, a, b));
}

/// Moves all positions by draws from a normal distribution, pixels rms along each axis.
void disturb(Scan& scan, double pixels) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> disturbance(0, pixels * scan.pixel_row_m);
  for (auto& p : scan.positions) p.row_m += disturbance(random), p.col_m += disturbance(random);
}

class Positions : public testing::TestWithParam<Sampling> {};

// The positions are disturbed by 1 pixel rms along each axis.
TEST_P(Positions, AreRecovered) {
  auto const made = simulated();
  auto scan = made.scan;
  disturb(scan, 1);
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

// A few positions are wrong by ten pixels: no gradient leads back over a period of the sample.
TEST(PositionsFarOff, AreRecovered) {
  auto const made = simulated();
  auto scan = made.scan;
  for (std::size_t frame = 20; frame < scan.frames; frame += 60) {
    scan.positions[frame].row_m += 8 * scan.pixel_row_m;
    scan.positions[frame].col_m -= 6 * scan.pixel_col_m;
  }
  auto options = solver();
  options.refine.positions = true;
  options.iterations = 30;
  auto const found = reconstruct(scan, options);
  auto const distances = distances_px(scan, found.positions, made.scan.positions);
  EXPECT_LT(*std::max_element(distances.begin(), distances.end()), 1);
}

TEST(PositionsInBounds, StayThereInEveryDirection) {
  auto scan = simulated().scan;
  disturb(scan, 1);
  auto options = solver();
  options.refine.positions = true;
  options.refine.most_drift = 0.5;
  auto const found = reconstruct(scan, options);
  double farthest = 0;
  for (std::size_t j = 0; j < scan.frames; ++j)
    farthest = std::max(farthest, std::hypot(found.positions[j].row_m - scan.positions[j].row_m,
                                             found.positions[j].col_m - scan.positions[j].col_m));
  EXPECT_NEAR(farthest / scan.pixel_row_m, 0.5, 1e-6);
}

// Real data, positions disturbed by 3 pixels rms. The model has to fit the data: with fewer modes, or bilinear
// sampling, frames move to positions that hide the faults of the model. The few frames in the empty corner of the star
// fit anywhere.
TEST(PositionsOfTheStar, AreRecovered) {
  auto const star = test::star();
  auto options = solver();
  options.probe_modes = 3;
  options.refine.brightness = true;
  options.iterations = 10;
  auto const undisturbed = reconstruct(star, options);
  options.refine.positions = true;
  options.iterations = 30;
  auto const refined = reconstruct(star, options);
  EXPECT_LT(refined.nrmse, 0.98 * undisturbed.nrmse);
  auto scan = star;
  disturb(scan, 3 / std::sqrt(2.0));
  options.iterations = 100;
  auto const found = reconstruct(scan, options);
  EXPECT_LT(found.nrmse, 1.02 * refined.nrmse);
  auto distances = distances_px(scan, found.positions, refined.positions);
  std::sort(distances.begin(), distances.end());
  EXPECT_LT(rms(distances), 0.55);
  EXPECT_LT(distances[distances.size() / 2], 0.2);
  distances.resize(distances.size() * 98 / 100);
  EXPECT_LT(rms(distances), 0.3);
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

// A background that grows along the columns from 4 to 8 photons a pixel.
TEST_P(Background, IsFound) {
  auto const made = simulated();
  auto scan = made.scan;
  auto const background = [&](std::size_t pixel) { return 4 + 4 * static_cast<double>(pixel % 64) / 64; };
  draw_again(scan, [&](std::size_t, std::size_t pixel, double counts) { return counts + background(pixel); });
  auto options = solver();
  options.noise = GetParam();
  auto const without = reconstruct(scan, options);
  options.refine.background = true;
  auto const with = reconstruct(scan, options);
  std::vector<double> errors;
  for (std::size_t i = 0; i < with.background.size(); ++i)
    errors.push_back(std::abs(with.background[i] / background(i) - 1));
  std::nth_element(errors.begin(), errors.begin() + 2048, errors.end());
  EXPECT_LT(errors[2048], 0.15);  // median; in the bright field the beam hides the background
  EXPECT_LT(with.nrmse, 0.8 * without.nrmse);
  EXPECT_GT(test::correlation(with, made.phantom.object), test::correlation(without, made.phantom.object));
}

INSTANTIATE_TEST_SUITE_P(Noises, Background, testing::Values(Noise::gaussian, Noise::poisson));

TEST(Corrections, ThatWouldNeverBeMadeAreRefused) {
  auto const scan = simulated().scan;
  Options options;
  options.refine.brightness = true;
  options.start_epochs = 0;
  options.iterations = refinement_interval;
  EXPECT_THROW(reconstruct(scan, options), InputError);
  options.start_epochs = 1;
  EXPECT_NO_THROW(reconstruct(scan, options));
  options.start_epochs = 0;
  options.iterations = refinement_interval + 1;
  auto const found = reconstruct(scan, options).intensities;
  EXPECT_NE(*std::min_element(found.begin(), found.end()), 1);
}

}  // namespace
}  // namespace ptyger
