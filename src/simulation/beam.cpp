#include "simulation/beam.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/centre.hpp"

namespace ptyger::simulation {
namespace {

using std::numbers::pi;

double default_aperture(ProbeKind kind) {
  switch (kind) {
    case ProbeKind::zone_plate:
      return 0.4;
    case ProbeKind::gaussian:
      return 0.25;
    case ProbeKind::disc:
      return 0.35;
    case ProbeKind::airy:
      return 0.1;
  }
  return 0;
}

// Transmission of an aperture at a point that lies `depth_px` pixels inside of its edge, negative outside: a smooth
// step two pixels wide.
double soft_edge(double depth_px) {
  double const x = std::clamp((depth_px + 1) / 2, 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

// Amplitude of the pupil at a radius. aperture_px: radius of the aperture; both in detector pixels.
double pupil(Options const& options, double radius_px, double aperture_px) {
  if (options.probe == ProbeKind::gaussian) return std::exp(-(radius_px * radius_px) / (aperture_px * aperture_px));
  double const aperture = soft_edge(aperture_px - radius_px);
  bool const has_stop = options.probe == ProbeKind::zone_plate && options.central_stop > 0;
  return has_stop ? aperture * soft_edge(radius_px - options.central_stop * aperture_px) : aperture;
}

// Distance from the focus, metres, at which the rays from the edge of the pupil span a third of the window.
double default_defocus(Options const& options, Geometry const& geometry, double aperture_px) {
  if (options.probe == ProbeKind::airy || options.near_field) return 0;
  double const window = static_cast<double>(options.detector) * geometry.pixel_m;
  double const slope = geometry.wavelength_m * aperture_px / window;
  return window / 3 / (2 * slope);
}

// Hermite polynomial He_n(x) of probability theory.
double hermite(int order, double x) {
  double before = 0;
  double value = 1;
  for (int n = 0; n < order; ++n) {
    double const next = x * value - n * before;
    before = std::exchange(value, next);
  }
  return value;
}

// Orders of the Hermite polynomials along rows and columns, by increasing total order: 00, 01, 10, 02, 11, 20, ...
struct HermiteOrders {
  int row = 0;
  int col = 0;
  void next() {
    if (col > 0) {
      --col;
      ++row;
    } else {
      col = row + 1;
      row = 0;
    }
  }
};

// Inner product of two modes of n pixels.
std::complex<double> inner(std::complex<double> const* a, std::complex<double> const* b, std::size_t n) {
  std::complex<double> sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += std::conj(a[i]) * b[i];
  return sum;
}

// Makes the modes orthogonal by Gram-Schmidt, twice for full precision; then scales the modes to powers 1, decay,
// decay^2, ... with the sum 1.
void orthogonalise(ProbeModes& probe, double decay) {
  std::size_t const pixels = probe.size * probe.size;
  double total = 0;
  for (std::size_t m = 0; m < probe.modes; ++m) total += std::pow(decay, static_cast<double>(m));
  for (std::size_t m = 0; m < probe.modes; ++m) {
    auto* mode = probe.values.data() + m * pixels;
    for (std::size_t k = 0; k < 2 * m; ++k) {
      auto const* base = probe.values.data() + k % m * pixels;
      auto const overlap = inner(base, mode, pixels) / inner(base, base, pixels).real();
      for (std::size_t i = 0; i < pixels; ++i) mode[i] -= overlap * base[i];
    }
    double const power = std::pow(decay, static_cast<double>(m)) / total;
    double const factor = std::sqrt(power / inner(mode, mode, pixels).real());
    for (std::size_t i = 0; i < pixels; ++i) mode[i] *= factor;
  }
}

// 2 sqrt(2) x the radius around the centre of mass that holds half the power of all modes, pixels.
double beam_diameter(ProbeModes const& probe) {
  std::size_t const n = probe.size;
  std::vector<double> power(n * n, 0.0);
  for (std::size_t i = 0; i < probe.values.size(); ++i) power[i % (n * n)] += std::norm(probe.values[i]);
  double row = 0;
  double col = 0;
  for (std::size_t i = 0; i < n * n; ++i) {
    row += power[i] * static_cast<double>(i / n);
    col += power[i] * static_cast<double>(i % n);
  }
  std::vector<std::pair<double, double>> rings;
  for (std::size_t i = 0; i < n * n; ++i)
    rings.emplace_back(std::hypot(static_cast<double>(i / n) - row, static_cast<double>(i % n) - col), power[i]);
  std::sort(rings.begin(), rings.end());
  double enclosed = 0;
  for (auto const& [radius, share] : rings)
    if ((enclosed += share) >= 0.5) return 2 * std::numbers::sqrt2 * std::max(radius, 0.5);
  return static_cast<double>(n);
}

// Propagates a wave; its spectrum is multiplied by exp(-i chirp k^2), k in cycles per pixel.
void propagate(Wave& wave, double chirp, Transform const& transform) {
  std::size_t const n = transform.size();
  transform.forward(wave);
  for (std::size_t i = 0; i < n * n; ++i)
    wave[i] *=
        std::polar(1.0, -chirp * (std::pow(transform.frequency(i / n), 2) + std::pow(transform.frequency(i % n), 2)));
  transform.inverse(wave);
}

}  // namespace

Beam make_beam(Options const& options, Geometry const& geometry, Transform const& transform) {
  std::size_t const n = options.detector;
  auto const size = static_cast<double>(n);
  Beam beam;
  beam.aperture_px = options.aperture.value_or(default_aperture(options.probe)) * size / 2;
  beam.defocus_m = options.defocus_m.value_or(default_defocus(options, geometry, beam.aperture_px));
  beam.probe = {options.modes, n, {}};
  // Phase of the propagation to the sample: chirp times the squared frequency in cycles per pixel.
  double const chirp = pi * geometry.wavelength_m * beam.defocus_m / (geometry.pixel_m * geometry.pixel_m);
  HermiteOrders orders;
  Wave wave(n * n);
  for (std::size_t m = 0; m < options.modes; ++m, orders.next()) {
    for (std::size_t i = 0; i < n * n; ++i) {
      double const row = transform.frequency(i / n) * size;
      double const col = transform.frequency(i % n) * size;
      double const radius = std::hypot(row, col);
      double const shape =
          hermite(orders.row, 2 * row / beam.aperture_px) * hermite(orders.col, 2 * col / beam.aperture_px);
      double const phase = options.near_field ? 0 : -chirp * radius * radius / (size * size);
      wave[i] = std::polar(pupil(options, radius, beam.aperture_px), phase) * shape;
    }
    if (options.near_field)
      propagate(wave, chirp, transform);
    else
      transform.inverse(wave);
    core::corner_to_centre(wave.data(), n);
    beam.probe.values.insert(beam.probe.values.end(), wave.begin(), wave.end());
  }
  orthogonalise(beam.probe, options.mode_decay);
  beam.diameter_px = beam_diameter(beam.probe);
  return beam;
}

}  // namespace ptyger::simulation
