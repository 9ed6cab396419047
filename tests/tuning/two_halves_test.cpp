#include "tuning/two_halves.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace ptyger::test {
namespace {

using Complex = std::complex<double>;

// A wave of period 8 pixels along the columns, times noise-free constants of a half; 40 x 40 pixels, all lit.
Result waves(double origin_row, double origin_col) {
  Result result;
  result.object = {40, 40, {}};
  for (int row = 0; row < 40; ++row)
    for (int col = 0; col < 40; ++col)
      result.object.values.emplace_back(1 + 0.1 * std::sin(2 * std::numbers::pi * (row + origin_row) / 8),
                                        0.02 * (col + origin_col));
  result.illumination.assign(1600, 5);
  result.origin_row = origin_row;
  result.origin_col = origin_col;
  return result;
}

// Noise of each part of a value; both parts together have sqrt(2) times this deviation.
void add_noise(Result& result, double deviation, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, deviation);
  for (auto& value : result.object.values) value += Complex(noise(random), noise(random));
}

TEST(TwoHalves, FactorAndRampAreNoDifference) {
  auto const a = waves(3, 5);
  auto b = waves(3, 5);
  for (std::size_t i = 0; i < b.object.values.size(); ++i) {
    std::size_t const row = i / 40;
    std::size_t const col = i % 40;
    b.object.values[i] *= std::polar(0.7, 0.3 + 0.002 * static_cast<double>(row) - 0.004 * static_cast<double>(col));
  }
  EXPECT_NEAR(tuning::object_difference(a, b), 0, 1e-9);
}

TEST(TwoHalves, AreComparedPixelByPixelOfTheSample) {
  EXPECT_NEAR(tuning::object_difference(waves(3, 5), waves(1, 9)), 0, 1e-9);
  EXPECT_NEAR(tuning::object_difference(waves(-2, 0), waves(4, -7)), 0, 1e-9);
  EXPECT_GT(tuning::object_difference(waves(3, 5),
                                      [] {
                                        auto moved = waves(3, 5);
                                        moved.origin_row = 4;
                                        return moved;
                                      }()),
            0.02);
}

TEST(TwoHalves, TheDifferenceIsTheNoiseOfBoth) {
  auto a = waves(0, 0);
  auto b = waves(0, 0);
  add_noise(a, 0.03, 1);
  add_noise(b, 0.04, 2);
  double power = 0;
  for (auto const value : waves(0, 0).object.values) power += std::norm(value) / 1600;
  EXPECT_NEAR(tuning::object_difference(a, b), std::sqrt(2) * 0.05 / std::sqrt(power), 0.003);
}

TEST(TwoHalves, DarkPixelsAreLeftOut) {
  auto const a = waves(0, 0);
  auto b = waves(0, 0);
  for (std::size_t i = 0; i < 400; ++i) {
    b.object.values[i] = 100;
    b.illumination[i] = 1;  // a fifth of the largest
  }
  EXPECT_NEAR(tuning::object_difference(a, b), 0, 1e-9);
}

TEST(TwoHalves, IndependentNoiseAddsNoCommonRoughness) {
  double const smooth = tuning::common_roughness(waves(0, 0), waves(0, 0), 0);
  // Mean square differences: of the sine 2 (0.1 sin(pi / 8))^2 along rows, 0.02^2 along columns.
  EXPECT_NEAR(smooth, 2 * std::pow(0.1 * std::sin(std::numbers::pi / 8), 2) + 0.0004, 1e-4);
  auto a = waves(0, 0);
  auto b = waves(0, 0);
  add_noise(a, 0.05, 1);
  add_noise(b, 0.05, 2);
  EXPECT_GT(tuning::common_roughness(a, a, 0), 5 * smooth);
  EXPECT_NEAR(tuning::common_roughness(a, b, 0), smooth, 0.5 * smooth);
}

TEST(TwoHalves, EdgesAddLittleToTheCommonRoughness) {
  auto a = waves(0, 0);
  for (auto& value : a.object.values) value = 1;
  for (std::size_t i = 0; i < 40; ++i) a.object.values[20 * 40 + i] = 2;  // one bright row of 40
  // The two differences above and below the row are 1.
  double const square = tuning::common_roughness(a, a, 0);
  double const length = tuning::common_roughness(a, a, 0.01);
  EXPECT_NEAR(length / square, 2 * 0.01, 0.0005);
}

}  // namespace
}  // namespace ptyger::test
