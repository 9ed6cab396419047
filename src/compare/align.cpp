#include "compare/align.hpp"

#include <cmath>
#include <numbers>
#include <utility>

#include "fft/image_transform.hpp"

namespace ptyger::compare {
namespace {

constexpr int most_rounds = 30;         // rounds in which first the ramp, then the shift is improved
constexpr double smallest_step = 1e-4;  // pixels; a smaller step of the shift ends the rounds

std::complex<double> weighted_mean(Field const& field, std::vector<double> const& weights) {
  std::complex<double> sum = 0;
  double weight = 0;
  for (std::size_t i = 0; i < field.size(); ++i) {
    sum += weights[i] * field[i];
    weight += weights[i];
  }
  return weight > 0 ? sum / weight : 0;
}

/// Phase ramp of a against b, radians per pixel.
Pair ramp_between(Field const& a, Field const& b, std::vector<double> const& window, Shape shape) {
  Field product(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) product[i] = window[i] * a[i] * std::conj(b[i]);
  auto const all = Pair{static_cast<double>(shape.rows), static_cast<double>(shape.cols)};
  Pair const peak = fourier_peak(product, shape, all);
  return {2 * std::numbers::pi * peak.row / static_cast<double>(shape.rows),
          2 * std::numbers::pi * peak.col / static_cast<double>(shape.cols)};
}

/// Factor on b that fits a, least squares weighted by the window.
std::complex<double> scale_between(Field const& a, Field const& b, std::vector<double> const& window) {
  std::complex<double> sum = 0;
  double power = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += window[i] * a[i] * std::conj(b[i]);
    power += window[i] * std::norm(b[i]);
  }
  return power > 0 ? sum / power : 1;
}

/// The shift in a(r) = b(r + shift). spectrum_a: Fourier transform of windowed(a).
Pair shift_between(Field const& spectrum_a, Field const& b, std::vector<double> const& window, Shape shape,
                   Pair limit) {
  Field cross = windowed(b, window);
  fft::transform_image(cross, shape.rows, shape.cols, fft::Transform::forward);
  for (std::size_t i = 0; i < cross.size(); ++i) cross[i] = spectrum_a[i] * std::conj(cross[i]);
  return fourier_peak(centred(cross, shape), shape, limit);
}

/// Fades a field to its mean, weighted by the window, where the taper falls to zero, so that the borders are equal.
Field made_periodic(Field field, std::vector<double> const& window, std::vector<double> const& taper) {
  auto const mean = weighted_mean(field, window);
  for (std::size_t i = 0; i < field.size(); ++i) field[i] = mean + taper[i] * (field[i] - mean);
  return field;
}

}  // namespace

Field windowed(Field const& field, std::vector<double> const& window) {
  auto const mean = weighted_mean(field, window);
  Field result(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) result[i] = window[i] * (field[i] - mean);
  return result;
}

Alignment align(Field const& a, Field const& b, std::vector<double> const& window, std::vector<double> const& taper,
                Shape shape, Pair limit) {
  Alignment found;
  Pair const first_ramp = ramp_between(a, b, window, shape);
  Field b_with_first_ramp = b;
  add_ramp(b_with_first_ramp, shape, first_ramp);
  Field const periodic = made_periodic(std::move(b_with_first_ramp), window, taper);
  Field spectrum_a = windowed(a, window);
  fft::transform_image(spectrum_a, shape.rows, shape.cols, fft::Transform::forward);
  found.aligned = periodic;
  for (int round = 0; round < most_rounds; ++round) {
    found.ramp = ramp_between(a, found.aligned, window, shape);
    add_ramp(found.aligned, shape, found.ramp);
    Pair const step = shift_between(spectrum_a, found.aligned, window, shape, limit);
    found.shift = {found.shift.row + step.row, found.shift.col + step.col};
    found.aligned = shifted(periodic, shape, found.shift);
    if (std::abs(step.row) < smallest_step && std::abs(step.col) < smallest_step) break;
  }
  found.ramp = ramp_between(a, found.aligned, window, shape);
  add_ramp(found.aligned, shape, found.ramp);
  found.scale = scale_between(a, found.aligned, window);
  for (auto& value : found.aligned) value *= found.scale;
  // The ramp `first_ramp` was added before the shift, which therefore added a constant to all phases.
  found.scale *= std::polar(1.0, first_ramp.row * found.shift.row + first_ramp.col * found.shift.col);
  found.ramp = {found.ramp.row + first_ramp.row, found.ramp.col + first_ramp.col};
  return found;
}

}  // namespace ptyger::compare
