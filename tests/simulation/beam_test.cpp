#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "simulation/beam.hpp"

namespace ptyger::simulation {
namespace {

// A beam with default options except for the given ones; defocus in metres.
Beam beam(ProbeKind kind, std::size_t detector, std::size_t modes = 1, std::optional<double> defocus = {}) {
  Options options;
  options.probe = kind;
  options.detector = detector;
  options.modes = modes;
  options.defocus_m = defocus;
  return make_beam(options, make_geometry(options), Transform(detector));
}

// Far field of the first mode: [row][col], zero frequency in the corner.
Wave far_field(ProbeModes const& probe) {
  std::size_t const n = probe.size;
  Wave corner(n * n);
  for (std::size_t i = 0; i < n * n; ++i)
    corner[(i / n + n - n / 2) % n * n + (i % n + n - n / 2) % n] = probe.values[i];
  Transform(n).forward(corner);
  return corner;
}

// Inner product of the modes a and b.
std::complex<double> overlap(ProbeModes const& probe, std::size_t a, std::size_t b) {
  std::size_t const pixels = probe.size * probe.size;
  std::complex<double> sum = 0;
  for (std::size_t i = 0; i < pixels; ++i)
    sum += std::conj(probe.values[a * pixels + i]) * probe.values[b * pixels + i];
  return sum;
}

TEST(SimulateProbe, ModesAreOrthogonalWithDecayingPowersOfTotalOne) {
  for (std::size_t const detector : {45U, 64U}) {
    auto const probe = beam(ProbeKind::zone_plate, detector, 4).probe;
    ASSERT_EQ(probe.values.size(), 4 * detector * detector);
    double total = 0;
    for (std::size_t a = 0; a < 4; ++a) {
      total += overlap(probe, a, a).real();
      if (a > 0) {
        EXPECT_NEAR(overlap(probe, a, a).real() / overlap(probe, a - 1, a - 1).real(), 0.3, 1e-12);
      }
      for (std::size_t b = 0; b < a; ++b) EXPECT_LT(std::abs(overlap(probe, a, b)), 1e-12);
    }
    EXPECT_NEAR(total, 1, 1e-12);
  }
}

TEST(SimulateProbe, ZonePlateFillsARingOnTheDetector) {
  auto const made = beam(ProbeKind::zone_plate, 96);
  auto const far_wave = far_field(made.probe);
  double const ring = std::abs(far_wave[10 * 96]);  // between the stop (radius 5.8 pixels) and the rim (19.2 pixels)
  EXPECT_GT(ring, 0);
  EXPECT_LT(std::abs(far_wave[0]), 1e-9 * ring);
  EXPECT_LT(std::abs(far_wave[22]), 1e-9 * ring);
  EXPECT_NEAR(std::abs(far_wave[14]), ring, 1e-9 * ring);
}

// Fresnel approximation: the phase of the far field falls by pi lambda z k^2 from the centre to frequency k.
TEST(SimulateProbe, DefocusIsACurvatureOfTheFarField) {
  double const defocus = 2e-4;
  Options const options;
  auto const geometry = make_geometry(options);
  auto const far_wave = far_field(beam(ProbeKind::disc, 128, 1, defocus).probe);
  double const k = 7 / (128 * geometry.pixel_m);
  double const expected = -std::numbers::pi * geometry.wavelength_m * defocus * k * k;
  EXPECT_NEAR(std::arg(far_wave[7 * 128] / far_wave[0]), expected, 1e-9);
  EXPECT_LT(expected, -0.05);
}

// A Gaussian of 1/e radius k0 in amplitude has its focus of 1/e radius 1 / (pi k0).
TEST(SimulateProbe, GaussianHasTheWaistOfItsAperture) {
  auto const made = beam(ProbeKind::gaussian, 128, 1, 0.0);
  double const waist = 128 / (std::numbers::pi * made.aperture_px);
  double const ratio = std::abs(made.probe.values[64 * 128 + 67]) / std::abs(made.probe.values[64 * 128 + 64]);
  EXPECT_NEAR(ratio, std::exp(-9 / (waist * waist)), 1e-6);
}

// J1 has its first zero at 3.8317: the dark ring of a round aperture of radius k0 lies at 3.8317 / (2 pi k0).
TEST(SimulateProbe, AiryPatternHasTheDarkRingOfItsAperture) {
  auto const made = beam(ProbeKind::airy, 256);
  double const dark_radius = 3.8317 * 256 / (2 * std::numbers::pi * made.aperture_px);
  auto const value = [&](double radius) {
    return std::abs(made.probe.values[128 * 256 + 128 + static_cast<std::size_t>(std::lround(radius))]);
  };
  EXPECT_LT(value(dark_radius), 0.02 * value(0));
  EXPECT_GT(value(dark_radius * 5.1356 / 3.8317), 0.1 * value(0));  // top of the first bright ring
}

// Default defocus: the rays from the rim of the pupil span a third of the window.
TEST(SimulateProbe, DefocusedDiscHasItsGeometricalDiameter) {
  EXPECT_NEAR(beam(ProbeKind::disc, 256).diameter_px, 256.0 / 3, 5);
}

}  // namespace
}  // namespace ptyger::simulation
