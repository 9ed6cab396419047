#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "core/centre.hpp"
#include "fft/image_transform.hpp"
#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/truth_error.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

constexpr int iterations = 12;

std::vector<std::uint8_t> disc(std::size_t size, double radius) {
  std::vector<std::uint8_t> mask;
  auto const half = size / 2;
  auto const middle = static_cast<double>(half);
  for (std::size_t i = 0; i < size * size; ++i) {
    auto const y = i / size;
    double const row = static_cast<double>(y) - middle;
    double const col = static_cast<double>(i % size) - middle;
    mask.push_back(std::hypot(row, col) <= radius ? 1 : 0);
  }
  return mask;
}

/// The aperture of simulated_scan(): zero frequency in the corner.
std::vector<std::uint8_t> aperture_of(Scan const& scan) {
  auto mask = disc(scan.probe.size, 0.42 * static_cast<double>(scan.detector) / 2 + 1);
  core::centre_to_corner(mask.data(), scan.probe.size);
  return mask;
}

/// Share of the power of a probe outside of a mask, in the plane of the detector or of the sample.
double share_outside(ProbeModes const& probe, std::vector<std::uint8_t> const& mask, bool on_detector) {
  double outside = 0;
  double all = 0;
  for (std::size_t mode = 0; mode < probe.modes; ++mode) {
    auto const first = probe.values.begin() + static_cast<std::ptrdiff_t>(mode * mask.size());
    std::vector<std::complex<double>> image(first, first + static_cast<std::ptrdiff_t>(mask.size()));
    if (on_detector) fft::transform_image(image, probe.size, probe.size, fft::Transform::forward);
    for (std::size_t i = 0; i < image.size(); ++i) {
      all += std::norm(image[i]);
      if (mask[i] == 0) outside += std::norm(image[i]);
    }
  }
  return outside / all;
}

/// Every iteration must be accepted at an objective that is not above the one before.
void expect_falling(Result const& result) {
  double last = 0;
  int compared = 0;
  for (auto const& record : result.history) {
    if (record.phase != Phase::cg) continue;
    if (compared++ > 0) {
      EXPECT_LE(record.objective, last) << record.iteration;
    }
    last = record.objective;
  }
  EXPECT_EQ(compared, iterations);
}

struct Case {
  char const* name;
  Scheme scheme;
  Rule rule;
  Sampling sampling;
  Noise noise;
  std::size_t modes;
  int start_epochs;
  Precision precision;
};

class ConstraintsTest : public testing::TestWithParam<Case> {
 protected:
  Scan const scan = simulated_scan();

  Options options() const {
    auto result = star_options(GetParam().start_epochs, iterations);
    result.scheme = GetParam().scheme;
    result.rule = GetParam().rule;
    result.sampling = GetParam().sampling;
    result.noise = GetParam().noise;
    result.probe_modes = GetParam().modes;
    result.precision = GetParam().precision;
    return result;
  }
  /// Largest share outside of the subspace by rounding.
  double rounding() const { return GetParam().precision == Precision::full ? 1e-26 : 1e-11; }
};

INSTANTIATE_TEST_SUITE_P(
    Known, ConstraintsTest,
    testing::Values(
        Case{"joint", Scheme::joint, Rule::prp, Sampling::bilinear, Noise::gaussian, 1, 0, Precision::single},
        Case{"start", Scheme::joint, Rule::prp, Sampling::bilinear, Noise::gaussian, 2, 2, Precision::full},
        Case{"fourier", Scheme::joint, Rule::hz, Sampling::fourier, Noise::poisson, 1, 2, Precision::single},
        Case{"alternating", Scheme::alternating, Rule::dy, Sampling::nearest, Noise::gaussian, 3, 2, Precision::full}),
    [](auto const& test) { return test.param.name; });

TEST_P(ConstraintsTest, TheProbeKeepsItsAperture) {
  auto asked = options();
  auto const free = reconstruct(scan, asked);
  asked.constraints.probe_aperture = aperture_of(scan);
  auto const result = reconstruct(scan, asked);
  EXPECT_LT(share_outside(result.probe, asked.constraints.probe_aperture, true), rounding());
  EXPECT_GT(share_outside(free.probe, asked.constraints.probe_aperture, true), 1e-6);
  expect_falling(result);
}

TEST_P(ConstraintsTest, TheProbeKeepsItsSupport) {
  auto asked = options();
  auto const free = reconstruct(scan, asked);
  asked.constraints.probe_support = disc(scan.probe.size, 0.35 * static_cast<double>(scan.probe.size));
  auto const result = reconstruct(scan, asked);
  EXPECT_EQ(share_outside(result.probe, asked.constraints.probe_support, false), 0);
  EXPECT_GT(share_outside(free.probe, asked.constraints.probe_support, false), 1e-6);
  expect_falling(result);
}

TEST_P(ConstraintsTest, TheObjectStaysOneInAnEmptyRegion) {
  auto asked = options();
  double const pixel = scan.pixel_row_m;
  auto const& middle = scan.positions[scan.frames / 2];
  asked.constraints.empty_regions = {{middle.row_m, middle.col_m, middle.row_m + 9 * pixel, middle.col_m + 4 * pixel}};
  asked.smoothness = 0.1;
  auto const result = reconstruct(scan, asked);
  auto const centre = result.probe.size / 2;
  auto const half = static_cast<double>(centre);
  double const top = middle.row_m / pixel - result.origin_row + half;
  double const left = middle.col_m / pixel - result.origin_col + half;
  int ones = 0;
  for (std::size_t i = 0; i < result.object.values.size(); ++i) {
    auto const line = i / result.object.cols;
    auto const row = static_cast<double>(line) - top;
    auto const col = static_cast<double>(i % result.object.cols) - left;
    bool const inside = row >= 0 && row <= 9 && col >= 0 && col <= 4;
    ones += inside && result.object.values[i] == 1.0 ? 1 : 0;
    if (!inside && result.illumination[i] > 0.1 * result.illumination[i / 2]) {
      EXPECT_NE(result.object.values[i], 1.0);
    }
  }
  EXPECT_GE(ones, 9 * 4);
  EXPECT_EQ(result.scale, 1);
  expect_falling(result);
}

TEST_P(ConstraintsTest, TheAmplitudeComesCloserToOne) {
  auto const spread = [&](Result const& result) {
    double const most = *std::max_element(result.illumination.begin(), result.illumination.end());
    double sum = 0;
    double pixels = 0;
    for (std::size_t i = 0; i < result.illumination.size(); ++i)
      if (result.illumination[i] > 0.2 * most) {
        sum += std::pow(std::norm(result.object.values[i]) - 1, 2);
        ++pixels;
      }
    return std::sqrt(sum / pixels);
  };
  auto asked = options();
  auto const free = reconstruct(scan, asked);
  asked.constraints.unit_amplitude = 1;
  auto const result = reconstruct(scan, asked);
  EXPECT_LT(spread(result), 0.8 * spread(free));
  expect_falling(result);
}

std::string refusal(void (*change)(Options&, std::size_t)) {
  auto const scan = simulated_scan();
  auto options = star_options(0, 1);
  change(options, scan.probe.size);
  return message_of<InputError>([&] { reconstruct(scan, options); });
}

TEST(Constraints, WhatContradictsIsRefused) {
  EXPECT_THAT(refusal([](Options& o, std::size_t p) {
                o.constraints.probe_aperture = o.constraints.probe_support = disc(p, 9);
              }),
              HasSubstr("both a known aperture and a known support"));
  EXPECT_THAT(refusal([](Options& o, std::size_t p) {
                o.constraints.probe_support = disc(p, 9);
                o.recover_probe = false;
              }),
              HasSubstr("kept as it is"));
  EXPECT_THAT(refusal([](Options& o, std::size_t p) { o.constraints.probe_aperture = disc(p - 1, 9); }),
              HasSubstr("the aperture of the probe has"));
  EXPECT_THAT(refusal([](Options& o, std::size_t p) { o.constraints.probe_support.assign(p * p, 0); }),
              HasSubstr("the support of the probe is empty"));
  EXPECT_THAT(refusal([](Options& o, std::size_t p) {
                o.constraints.probe_support.assign(p * p, 0);
                o.constraints.probe_support.front() = 1;
              }),
              HasSubstr("% of the power of the initial probe"));
  for (double const wrong : {-1.0, std::nan("")}) {
    static double weight;
    weight = wrong;
    EXPECT_THAT(refusal([](Options& o, std::size_t) { o.constraints.unit_amplitude = weight; }),
                HasSubstr("the weight of the unit amplitude"));
  }
  EXPECT_THAT(refusal([](Options& o, std::size_t) {
                o.constraints.empty_regions = {{1, 1, 2, 2}};
              }),
              HasSubstr("lies outside of the scan"));
  EXPECT_THAT(refusal([](Options& o, std::size_t) {
                o.constraints.empty_regions = {{1, 1, 1, 2}};
              }),
              HasSubstr("has no area"));
}

}  // namespace
}  // namespace ptyger::test
