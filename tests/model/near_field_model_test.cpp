#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "model/near_field/host_propagation.hpp"
#include "ptyger/error.hpp"
#include "tests/reference/naive_model.hpp"
#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using reference::Image;
using testing::AllOf;
using testing::HasSubstr;

constexpr std::size_t side = 48;         // rows = columns of the frames
constexpr std::size_t wide = 96;         // of the frames of the reference, with zeros around the exit waves
constexpr double fresnel_number = 9.25;  // wavelength x distance / pixel^2

/// Value of a smooth object at a point, pixels of the object.
std::complex<double> object_at(double row, double col) {
  return std::polar(1 + 0.2 * std::sin(0.21 * row + 0.13 * col), 0.6 * std::cos(0.17 * col - 0.08 * row));
}

/// Value of a narrow beam at a point, pixels from the middle of its window.
std::complex<double> beam_at(double row, double col) {
  return std::polar(5 * std::exp(-(row * row + col * col) / 20), 0.02 * row * row - 0.03 * row * col);
}

/// A scan whose beam ends far inside of the window, and whose object is known between its pixels, too.
test::SmallScan smooth_scan() {
  auto small = test::make_small_scan({.frames = 4, .detector = side, .probe = side, .near_field = true});
  small.scan.pixel_row_m = small.scan.pixel_col_m = 2e-8;
  small.scan.near_field->effective_distance_m = fresnel_number * 4e-16 / small.scan.wavelength_m;
  for (auto& position : small.scan.positions) position.col_m *= 2.0 / 3;
  small.placement = model::place_frames(small.scan, side);
  small.object.clear();
  for (std::size_t i = 0; i < small.placement.rows * small.placement.cols; ++i)
    small.object.push_back(
        object_at(static_cast<double>(i / small.placement.cols), static_cast<double>(i % small.placement.cols)));
  constexpr double middle = side / 2;
  for (std::size_t i = 0; i < side * side; ++i)
    small.probe.values[i] = beam_at(static_cast<double>(i / side) - middle, static_cast<double>(i % side) - middle);
  return small;
}

/// Intensity of one frame: the beam stands still, the object lies where the position says, and the exit wave is
/// propagated in a window twice as wide by plain sums, H(k) = exp(-i pi lambda z k^2).
std::vector<double> true_intensity(test::SmallScan const& small, std::size_t frame) {
  constexpr std::size_t pad = (wide - side) / 2;
  Image wave(wide * wide);
  for (std::size_t i = 0; i < side * side; ++i) {
    auto const row = static_cast<double>(i / side);
    auto const col = static_cast<double>(i % side);
    wave[(i / side + pad) * wide + i % side + pad] =
        small.probe.values[i] * object_at(small.placement.row[frame] + row, small.placement.col[frame] + col);
  }
  auto spectrum = reference::naive_transform(wave, wide, -1);
  auto const frequency = [](std::size_t k) {
    return (static_cast<double>(k) - (k < wide / 2 ? 0.0 : static_cast<double>(wide))) / static_cast<double>(wide);
  };
  for (std::size_t i = 0; i < wide * wide; ++i)
    spectrum[i] *= std::polar(1.0, -std::numbers::pi * fresnel_number *
                                       (std::pow(frequency(i / wide), 2) + std::pow(frequency(i % wide), 2)));
  auto const image = reference::naive_transform(spectrum, wide, +1);
  std::vector<double> intensity;
  for (std::size_t i = 0; i < side * side; ++i)
    intensity.push_back(std::norm(image[(i / side + pad) * wide + i % side + pad]));
  return intensity;
}

/// ||a - b|| / ||b|| of the intensities of all frames; the program's frames have their middle in the corner.
template <class Real>
double intensity_error(test::SmallScan const& small, Sampling sampling) {
  test::SmallDevice<Real> device(small, sampling, std::size_t{1} << 22);
  device.model.set_estimate(device.estimate);
  device.model.apply(device.model.at(device.scan.all()), device.model.waves(0));
  auto const waves = device.model.waves(0);
  auto const values = test::values_at(device.device, waves.base,
                                      static_cast<std::size_t>(device.scan.frames) * device.model.wave_pixels());
  double difference = 0;
  double power = 0;
  for (int frame = 0; frame < device.scan.frames; ++frame) {
    auto const expected =
        true_intensity(small, static_cast<std::size_t>(device.order[static_cast<std::size_t>(frame)]));
    for (std::size_t i = 0; i < side * side; ++i) {
      auto const row = static_cast<int>((i / side + side / 2) % side);
      auto const col = (i % side + side / 2) % side;
      auto const value = values[static_cast<std::size_t>(waves.offset(frame, 0, row)) + col];
      difference += std::pow(static_cast<double>(norm2(value)) - expected[i], 2);
      power += expected[i] * expected[i];
    }
  }
  return std::sqrt(difference / power);
}

// With `fourier` sampling the probe is shifted, and the propagator shifts the exit wave back.
TEST(NearFieldModel, FractionsOfPositionsAreMergedIntoThePropagator) {
  auto const small = smooth_scan();
  EXPECT_LT(intensity_error<double>(small, Sampling::fourier), 1e-9);
  EXPECT_LT(intensity_error<float>(small, Sampling::fourier), 1e-6);
  EXPECT_GT(intensity_error<double>(small, Sampling::nearest), 1e-3) << "fractions of positions do not matter here";
}

// A wave takes two transforms, a shifted probe one.
TEST(NearFieldModel, TransformsAreCounted) {
  auto const small = test::make_small_scan({.modes = 2, .near_field = true});
  for (auto const sampling : {Sampling::nearest, Sampling::bilinear, Sampling::fourier}) {
    test::SmallDevice<double> device(small, sampling);
    auto& model = device.model;
    double const shift = sampling == Sampling::fourier ? 1 : 0;
    model.set_estimate(device.estimate);
    auto const x = model.at(device.scan.all());
    EXPECT_EQ(device.transforms(), shift);
    model.apply(x, model.waves(0));
    EXPECT_EQ(device.transforms(), shift + 2);
    model.adjoint(x, model.waves(0), device.gradient);
    EXPECT_EQ(device.transforms(), 2 * (shift + 2));
  }
}

TEST(NearFieldModel, BackPropagationOnTheHostIsTheInverse) {
  for (std::size_t const n : {8U, 9U}) {
    auto const wave = test::random_values(n * n, 1, 5);
    model::HostPropagation const propagation({3.5, 2}, n);
    auto there_and_back = wave;
    propagation.propagate(there_and_back);
    EXPECT_GT(test::relative_distance(there_and_back, wave), 0.5);
    propagation.propagate_back(there_and_back);
    EXPECT_LT(test::relative_distance(there_and_back, wave), 1e-14);
  }
}

TEST(NearFieldModel, NeedsPixelsThatSampleThePropagation) {
  auto scan = smooth_scan().scan;
  scan.sources = {"scan.cxi"};
  auto const error = [&] {
    try {
      model::fresnel_of(scan);
      return std::string();
    } catch (InputError const& found) {
      return std::string(found.what());
    }
  };
  auto const at = [&](double number) {
    scan.near_field->effective_distance_m = number * 4e-16 / scan.wavelength_m;
    return error();
  };
  EXPECT_EQ(at(0.999 * side), "");
  EXPECT_THAT(at(1.5 * side), AllOf(HasSubstr("scan.cxi"), HasSubstr("up to 48"), HasSubstr("--pad 72")));
  scan.wavelength_m = 0;
  EXPECT_THAT(error(), AllOf(HasSubstr("--energy"), HasSubstr("--distance")));
  scan.near_field.reset();
  EXPECT_FALSE(model::fresnel_of(scan));
}

}  // namespace
}  // namespace ptyger
