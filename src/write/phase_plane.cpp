#include "write/phase_plane.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>

#include "core/expect.hpp"

namespace ptyger::write {
namespace {

using Mask = std::vector<std::uint8_t>;

/// A phase ramp along one axis, radians per pixel.
struct Ramp {
  double step = 0;                                         ///< phase step from pixel to pixel
  double error = std::numeric_limits<double>::infinity();  ///< standard deviation of `step`
};

/// Pairs of pixels that count as one independent pair, since the noise of neighbouring pixels is correlated.
constexpr double pairs_of_one_speckle = 10;

/// Refines the estimate of a ramp by the mean phase step over pairs of used pixels at the distance (rows, cols), of
/// which one is 0; returns `estimate` when there is no pair. The error is the standard deviation of the mean direction
/// of unit vectors whose mean has the length `coherence`.
Ramp refined_ramp(ObjectImage const& object, Mask const& used, std::size_t rows, std::size_t cols,
                  Ramp const& estimate) {
  std::complex<double> sum = 0;
  double weight = 0;
  double pairs = 0;
  for (std::size_t row = 0; row + rows < object.rows; ++row)
    for (std::size_t col = 0; col + cols < object.cols; ++col) {
      std::size_t const here = row * object.cols + col;
      std::size_t const there = (row + rows) * object.cols + col + cols;
      if (used[here] == 0 || used[there] == 0) continue;
      std::complex<double> const product = std::conj(object.values[here]) * object.values[there];
      sum += product;
      weight += std::abs(product);
      ++pairs;
    }
  if (sum == 0.0) return estimate;  // the phase of a signed zero would be pi
  double const distance = static_cast<double>(rows + cols);
  double const coherence = std::abs(sum) / weight;
  double const spread = std::sqrt(std::max(0.0, 1 - coherence * coherence) / 2) / coherence;
  return {estimate.step + std::arg(sum * std::polar(1.0, -estimate.step * distance)) / distance,
          spread * std::sqrt(pairs_of_one_speckle / pairs) / distance};
}

Ramp row_ramp(ObjectImage const& object, Mask const& used) {
  Ramp ramp;
  for (std::size_t distance = 1; distance <= std::max<std::size_t>(1, object.rows / 8); distance *= 2)
    ramp = refined_ramp(object, used, distance, 0, ramp);
  return ramp;
}

Ramp col_ramp(ObjectImage const& object, Mask const& used) {
  Ramp ramp;
  for (std::size_t distance = 1; distance <= std::max<std::size_t>(1, object.cols / 8); distance *= 2)
    ramp = refined_ramp(object, used, 0, distance, ramp);
  return ramp;
}

/// Ramp along the rows between the strips of air at both edges, which lie `gap` columns apart. The ramp over all lit
/// pixels includes the sample, so it may be wrong by about a radian over the width of the object.
Ramp ramp_between_strips(ObjectImage const& object, Mask const& lit, Mask const& air, std::size_t gap) {
  Ramp const lit_ramp = col_ramp(object, lit);
  Ramp const air_ramp = col_ramp(object, air);
  double const lit_weight = static_cast<double>(gap * gap);
  double const air_weight = std::min(1 / (air_ramp.error * air_ramp.error), 1e6 * lit_weight);
  double const estimate = (lit_weight * lit_ramp.step + air_weight * air_ramp.step) / (lit_weight + air_weight);
  return refined_ramp(object, air, 0, gap, {estimate, air_ramp.error});
}

/// exp(-i step k) for k = 0 ... count - 1.
std::vector<std::complex<double>> phase_factors(double step, std::size_t count) {
  std::vector<std::complex<double>> values;
  for (std::size_t k = 0; k < count; ++k) values.push_back(std::polar(1.0, -step * static_cast<double>(k)));
  return values;
}

/// Sets the offset to the mean phase of the used pixels without the ramp of `plane`.
PhasePlane with_fitted_offset(PhasePlane plane, ObjectImage const& object, Mask const& used) {
  auto const row_factors = phase_factors(plane.row_step, object.rows);
  auto const col_factors = phase_factors(plane.col_step, object.cols);
  std::complex<double> mean = 0;
  for (std::size_t row = 0; row < object.rows; ++row)
    for (std::size_t col = 0; col < object.cols; ++col) {
      std::size_t const i = row * object.cols + col;
      if (used[i] != 0) mean += object.values[i] * row_factors[row] * col_factors[col];
    }
  plane.offset = std::arg(mean);
  return plane;
}

}  // namespace

PhasePlane fit_phase_plane(ObjectImage const& object, Mask const& used) {
  core::expect(used.size() == object.values.size(), "one mark for each pixel");
  return with_fitted_offset({row_ramp(object, used).step, col_ramp(object, used).step, 0}, object, used);
}

PhasePlane fit_air_plane(ObjectImage const& object, Mask const& lit, std::size_t columns) {
  core::expect(lit.size() == object.values.size() && columns > 0, "one mark for each pixel, and air");
  if (2 * columns >= object.cols) return fit_phase_plane(object, lit);
  Mask const air = air_mask(object, lit, columns);
  Ramp const along_row = ramp_between_strips(object, lit, air, object.cols - columns);
  return with_fitted_offset({row_ramp(object, air).step, along_row.step, 0}, object, air);
}

std::vector<std::uint8_t> air_mask(ObjectImage const& object, Mask const& lit, std::size_t columns) {
  Mask air = lit;
  for (std::size_t i = 0; i < air.size(); ++i) {
    std::size_t const col = i % object.cols;
    if (col >= columns && col + columns < object.cols) air[i] = 0;
  }
  return air;
}

void remove_phase_plane(ObjectImage& object, PhasePlane const& plane) {
  auto const row_factors = phase_factors(plane.row_step, object.rows);
  auto const col_factors = phase_factors(plane.col_step, object.cols);
  std::complex<double> const offset_factor = std::polar(1.0, -plane.offset);
  for (std::size_t row = 0; row < object.rows; ++row)
    for (std::size_t col = 0; col < object.cols; ++col)
      object.values[row * object.cols + col] *= offset_factor * row_factors[row] * col_factors[col];
}

void level_phase(LitRegion& region) {
  remove_phase_plane(region.object, fit_phase_plane(region.object, region.lit));
}

}  // namespace ptyger::write
