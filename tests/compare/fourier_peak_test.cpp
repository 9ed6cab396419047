#include "compare/fourier_peak.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "fft/image_transform.hpp"

namespace ptyger::compare {
namespace {

/// A plane wave whose Fourier transform has its peak at the frequency q.
Field wave(Shape shape, Pair q) {
  Field field(shape.size(), 1);
  add_ramp(field, shape,
           {2 * std::numbers::pi * q.row / static_cast<double>(shape.rows),
            2 * std::numbers::pi * q.col / static_cast<double>(shape.cols)});
  return field;
}

TEST(FourierPeak, LiesBetweenWholeFrequencies) {
  for (Pair const q : {Pair{0, 0}, {3.37, -7.81}, {-11.5, 0.004}, {12.2, 9.4999}}) {
    Shape const shape{50, 37};
    auto const peak = fourier_peak(wave(shape, q), shape, {50, 37});
    EXPECT_NEAR(peak.row, q.row, 1e-5);
    EXPECT_NEAR(peak.col, q.col, 1e-5);
  }
}

TEST(FourierPeak, IsSearchedWithinTheLimit) {
  Shape const shape{64, 64};
  auto field = wave(shape, {20, 0});
  auto const weak_wave = wave(shape, {2.5, 1});
  for (std::size_t i = 0; i < field.size(); ++i) field[i] += 0.1 * weak_wave[i];
  EXPECT_NEAR(fourier_peak(field, shape, {32, 32}).row, 20, 0.01);
  auto const peak = fourier_peak(field, shape, {8, 8});
  EXPECT_NEAR(peak.row, 2.5, 0.3);
  EXPECT_NEAR(peak.col, 1, 0.3);
}

TEST(Shifted, MovesAWaveBetweenPixels) {
  for (Shape const shape : {Shape{32, 45}, {31, 44}}) {
    auto const field = wave(shape, {3, -5});
    auto const moved = shifted(field, shape, {0.25, -1.5});
    double const phase =
        2 * std::numbers::pi * (3 * 0.25 / static_cast<double>(shape.rows) + 5 * 1.5 / static_cast<double>(shape.cols));
    for (std::size_t i = 0; i < field.size(); ++i)
      EXPECT_LT(std::abs(moved[i] - field[i] * std::polar(1.0, phase)), 1e-12);
  }
}

TEST(Centred, MovesTheZeroFrequencyToTheMiddle) {
  for (Shape const shape : {Shape{4, 5}, {7, 6}}) {
    Field spectrum(shape.size());
    spectrum[0] = 1;
    EXPECT_EQ(centred(spectrum, shape)[shape.rows / 2 * shape.cols + shape.cols / 2], 1.0);
  }
}

TEST(ImageTransform, InverseOfForwardIsTheIdentity) {
  Shape const shape{13, 20};
  auto const field = wave(shape, {2.3, 1.9});
  auto image = field;
  fft::transform_image(image, shape.rows, shape.cols, fft::Transform::forward);
  fft::transform_image(image, shape.rows, shape.cols, fft::Transform::inverse);
  for (std::size_t i = 0; i < field.size(); ++i) EXPECT_LT(std::abs(image[i] - field[i]), 1e-12);
}

}  // namespace
}  // namespace ptyger::compare
