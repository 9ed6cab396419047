#include "compare/ring_correlation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "compare/window.hpp"
#include "fft/image_transform.hpp"

namespace ptyger::compare {
namespace {

/// Complex white noise; sigma: standard deviation of the real and of the imaginary part.
Field noise(Shape shape, unsigned seed, double sigma = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0, sigma);
  Field field(shape.size());
  for (auto& value : field) value = {normal(random), normal(random)};
  return field;
}

/// Noise with frequencies below `limit`, cycles per pixel.
Field band_limited(Shape shape, unsigned seed, double limit) {
  Field field = noise(shape, seed);
  fft::transform_image(field, shape.rows, shape.cols, fft::Transform::forward);
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col) {
      auto const cycles = [](std::size_t k, std::size_t n) {
        return static_cast<double>(std::min(k, n - k)) / static_cast<double>(n);
      };
      if (std::hypot(cycles(row, shape.rows), cycles(col, shape.cols)) >= limit) field[row * shape.cols + col] = 0;
    }
  fft::transform_image(field, shape.rows, shape.cols, fft::Transform::inverse);
  return field;
}

std::vector<double> ones(Shape shape) {
  return std::vector<double>(shape.size(), 1.0);
}

TEST(HalfBitThreshold, HasTheValuesOfThePaper) {
  EXPECT_NEAR(half_bit_threshold(1), 2.1173 / 2.1173, 1e-12);
  EXPECT_NEAR(half_bit_threshold(100), (0.2071 + 0.19102) / (1.2071 + 0.09102), 1e-12);
  EXPECT_NEAR(half_bit_threshold(1e12), 0.1716, 1e-4);
}

TEST(RingCorrelation, OfIdenticalImagesIsOne) {
  Shape const shape{64, 80};
  auto const a = noise(shape, 1);
  auto const rings = ring_correlation(a, a, ones(shape), shape, {1, 1});
  ASSERT_EQ(rings.correlation.size(), 32U);
  EXPECT_EQ(rings.frequency.back(), 0.5);
  for (double const value : rings.correlation) EXPECT_NEAR(value, 1, 1e-12);
  EXPECT_FALSE(rings.crossing);
}

TEST(RingCorrelation, CountsThePixelsOfARing) {
  Shape const shape{64, 64};
  auto const a = noise(shape, 1);
  auto const rings = ring_correlation(a, a, ones(shape), shape, {1, 1});
  EXPECT_EQ(rings.samples[0], 8);  // rounded radius 1: four neighbours and the diagonals
  EXPECT_NEAR(rings.samples[19], 2 * 3.14159 * 20, 16);
}

TEST(RingCorrelation, OfIndependentNoiseIsBelowTheThreshold) {
  Shape const shape{128, 128};
  auto const rings = ring_correlation(noise(shape, 1), noise(shape, 2), ones(shape), shape, {1, 1});
  for (std::size_t k = 0; k < rings.correlation.size(); ++k) EXPECT_LT(rings.correlation[k], rings.threshold[k]) << k;
  EXPECT_EQ(rings.crossing, rings.frequency[0]);
}

// The real part of the correlation of noise has the standard deviation 1 / sqrt(2 n), also with a window.
TEST(RingCorrelation, NumberOfSamplesIsRightForAWindow) {
  Shape const shape{128, 128};
  Mask mask(shape.size(), 0);
  for (std::size_t row = 30; row < 98; ++row)
    for (std::size_t col = 20; col < 100; ++col) mask[row * 128 + col] = 1;
  auto const window = soft_window(mask, shape, 12);
  double normalised = 0;  // sum of correlation^2 over its expected value, 1 / (2 n)
  int count = 0;
  for (unsigned seed = 0; seed < 6; ++seed) {
    auto const rings = ring_correlation(noise(shape, 10 + seed), noise(shape, 30 + seed), window, shape, {1, 1});
    for (std::size_t k = 8; k < rings.correlation.size(); ++k, ++count)
      normalised += 2 * rings.samples[k] * rings.correlation[k] * rings.correlation[k];
  }
  EXPECT_NEAR(normalised / count, 1, 0.25);
}

TEST(RingCorrelation, CrossesWhereTheSignalEnds) {
  Shape const shape{160, 160};
  for (double const limit : {0.15, 0.3}) {
    auto a = band_limited(shape, 1, limit);
    auto b = a;
    auto const noise_a = noise(shape, 2, 0.3);
    auto const noise_b = noise(shape, 3, 0.3);
    for (std::size_t i = 0; i < a.size(); ++i) {
      a[i] += noise_a[i];
      b[i] += noise_b[i];
    }
    auto const rings = ring_correlation(a, b, ones(shape), shape, {1, 1});
    ASSERT_TRUE(rings.crossing);
    EXPECT_NEAR(*rings.crossing, limit, 1.5 / 160);
    EXPECT_NEAR(rings.correlation[10], 1 / 1.09, 0.05);  // share of the signal in the power
  }
}

TEST(RingCorrelation, RingsAreRoundInMetres) {
  Shape const shape{64, 128};
  auto const a = noise(shape, 1);
  auto const rings = ring_correlation(a, a, ones(shape), shape, {2e-8, 1e-8});
  EXPECT_NEAR(rings.samples[19], 2 * 3.14159 * 20, 16);
}

TEST(SoftWindow, IsZeroOutsideAndOneInside) {
  Shape const shape{60, 70};
  Mask mask(shape.size(), 1);
  for (std::size_t row = 0; row < 60; ++row) mask[row * 70 + 69] = 0;
  auto const window = soft_window(mask, shape, 8);
  EXPECT_EQ(window[30 * 70 + 69], 0);
  EXPECT_NEAR(window[30 * 70 + 35], 1, 1e-12);
  EXPECT_LT(window[30 * 70 + 68], 0.2);
  EXPECT_LT(window[35], 0.2);
  for (std::size_t col = 1; col < 70; ++col)
    EXPECT_LT(std::abs(window[30 * 70 + col] - window[30 * 70 + col - 1]), 0.35);
}

}  // namespace
}  // namespace ptyger::compare
