#include "write/phase_plane.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

#include "core/error.hpp"

namespace ptyger {
namespace {

/// Phase step per pixel between used pixels `rows`, `cols` apart, divided by that distance, radians; `known` where
/// there are none.
double mean_step(ObjectImage const& object, std::vector<std::uint8_t> const& used, std::size_t rows, std::size_t cols,
                 double known) {
  std::complex<double> sum = 0;
  for (std::size_t row = 0; row + rows < object.rows; ++row)
    for (std::size_t col = 0; col + cols < object.cols; ++col) {
      std::size_t const here = row * object.cols + col;
      std::size_t const there = (row + rows) * object.cols + col + cols;
      if (used[here] != 0 && used[there] != 0) sum += std::conj(object.values[here]) * object.values[there];
    }
  if (sum == 0.0) return known;  // no pairs; the phase of a signed zero would be pi
  double const distance = static_cast<double>(rows + cols);
  return known + std::arg(sum * std::polar(1.0, -known * distance)) / distance;
}

double row_ramp(ObjectImage const& object, std::vector<std::uint8_t> const& used) {
  double step = 0;
  for (std::size_t distance = 1; distance <= std::max<std::size_t>(1, object.rows / 8); distance *= 2)
    step = mean_step(object, used, distance, 0, step);
  return step;
}

double col_ramp(ObjectImage const& object, std::vector<std::uint8_t> const& used, std::size_t gap) {
  double step = 0;
  for (std::size_t distance = 1; distance <= std::max<std::size_t>(1, object.cols / 8); distance *= 2)
    step = mean_step(object, used, 0, distance, step);
  return gap > 0 ? mean_step(object, used, 0, gap, step) : step;
}

/// exp(-i step k) for k = 0 ... count - 1.
std::vector<std::complex<double>> turns(double step, std::size_t count) {
  std::vector<std::complex<double>> values;
  for (std::size_t k = 0; k < count; ++k) values.push_back(std::polar(1.0, -step * static_cast<double>(k)));
  return values;
}

}  // namespace

PhasePlane fit_phase_plane(ObjectImage const& object, std::vector<std::uint8_t> const& used, std::size_t gap) {
  expect(used.size() == object.values.size(), "one mark for each pixel");
  PhasePlane plane{row_ramp(object, used), col_ramp(object, used, gap), 0};
  auto const row_turns = turns(plane.row_step, object.rows);
  auto const col_turns = turns(plane.col_step, object.cols);
  std::complex<double> mean = 0;
  for (std::size_t row = 0; row < object.rows; ++row)
    for (std::size_t col = 0; col < object.cols; ++col) {
      std::size_t const i = row * object.cols + col;
      if (used[i] != 0) mean += object.values[i] * row_turns[row] * col_turns[col];
    }
  plane.offset = std::arg(mean);
  return plane;
}

void remove_phase_plane(ObjectImage& object, PhasePlane const& plane) {
  auto const row_turns = turns(plane.row_step, object.rows);
  auto const col_turns = turns(plane.col_step, object.cols);
  std::complex<double> const turn = std::polar(1.0, -plane.offset);
  for (std::size_t row = 0; row < object.rows; ++row)
    for (std::size_t col = 0; col < object.cols; ++col)
      object.values[row * object.cols + col] *= turn * row_turns[row] * col_turns[col];
}

void level_phase(LitRegion& region) {
  remove_phase_plane(region.object, fit_phase_plane(region.object, region.lit));
}

}  // namespace ptyger
