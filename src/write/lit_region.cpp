#include "write/lit_region.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numeric>

#include "core/error.hpp"

namespace ptyger {
namespace {

/// Mean over `count` neighbours on either side along one axis; `stride` leads to the next, `line` is their number.
void smooth_line(double* values, std::size_t line, std::size_t stride, std::size_t count) {
  std::vector<double> sums(line + 1, 0.0);
  for (std::size_t i = 0; i < line; ++i) sums[i + 1] = sums[i] + values[i * stride];
  for (std::size_t i = 0; i < line; ++i) {
    std::size_t const first = i < count ? 0 : i - count;
    std::size_t const last = std::min(line, i + count + 1);
    values[i * stride] = (sums[last] - sums[first]) / static_cast<double>(last - first);
  }
}

/// Illumination without its fine fringes, so that the lit region has a smooth border: the mean over a hundredth of
/// the object on either side.
std::vector<double> smoothed(std::vector<double> illumination, std::size_t rows, std::size_t cols) {
  for (std::size_t row = 0; row < rows; ++row) smooth_line(&illumination[row * cols], cols, 1, cols / 100);
  for (std::size_t col = 0; col < cols; ++col) smooth_line(&illumination[col], rows, cols, rows / 100);
  return illumination;
}

double lit_threshold(std::vector<double> const& illumination) {
  double sum = 0;
  double sum_of_squares = 0;
  for (double const value : illumination) {
    sum += value;
    sum_of_squares += value * value;
  }
  return sum > 0 ? 0.1 * sum_of_squares / sum : 0;
}

/// Phase step per pixel between lit pixels `rows`, `cols` apart, divided by `distance`, radians.
double mean_step(LitRegion const& region, std::size_t rows, std::size_t cols, double known) {
  std::complex<double> sum = 0;
  ObjectImage const& object = region.object;
  for (std::size_t row = 0; row + rows < object.rows; ++row)
    for (std::size_t col = 0; col + cols < object.cols; ++col) {
      std::size_t const here = row * object.cols + col;
      std::size_t const there = (row + rows) * object.cols + col + cols;
      if (region.lit[here] != 0 && region.lit[there] != 0) sum += std::conj(object.values[here]) * object.values[there];
    }
  double const distance = static_cast<double>(rows + cols);
  return known + std::arg(sum * std::polar(1.0, -known * distance)) / distance;
}

/// Ramp along one axis, radians a pixel: each longer distance sharpens the estimate of the shorter ones.
double ramp(LitRegion const& region, bool along_rows) {
  std::size_t const length = along_rows ? region.object.rows : region.object.cols;
  double step = 0;
  for (std::size_t distance = 1; distance <= std::max<std::size_t>(1, length / 8); distance *= 2)
    step = mean_step(region, along_rows ? distance : 0, along_rows ? 0 : distance, step);
  return step;
}

}  // namespace

LitRegion lit_region(Result const& result) {
  ObjectImage const& object = result.object;
  expect(result.illumination.size() == object.values.size(), "the illumination has the shape of the object");
  std::vector<double> const illumination = smoothed(result.illumination, object.rows, object.cols);
  double const threshold = lit_threshold(illumination);
  auto const is_lit = [&](std::size_t row, std::size_t col) {
    return illumination[row * object.cols + col] >= threshold;
  };
  std::size_t top = object.rows, bottom = 0, left = object.cols, right = 0;
  for (std::size_t row = 0; row < object.rows; ++row)
    for (std::size_t col = 0; col < object.cols; ++col) {
      if (!is_lit(row, col)) continue;
      top = std::min(top, row);
      bottom = std::max(bottom, row + 1);
      left = std::min(left, col);
      right = std::max(right, col + 1);
    }
  LitRegion region{{bottom - top, right - left, {}}, {}};
  for (std::size_t row = top; row < bottom; ++row)
    for (std::size_t col = left; col < right; ++col) {
      region.object.values.push_back(object.values[row * object.cols + col]);
      region.lit.push_back(is_lit(row, col) ? 1 : 0);
    }
  return region;
}

void level_phase(LitRegion& region) {
  double const row_step = ramp(region, true);
  double const col_step = ramp(region, false);
  ObjectImage& object = region.object;
  std::complex<double> mean = 0;
  for (std::size_t row = 0; row < object.rows; ++row)
    for (std::size_t col = 0; col < object.cols; ++col) {
      std::size_t const i = row * object.cols + col;
      object.values[i] *= std::polar(1.0, -row_step * static_cast<double>(row) - col_step * static_cast<double>(col));
      if (region.lit[i] != 0) mean += object.values[i];
    }
  std::complex<double> const turn = std::polar(1.0, -std::arg(mean));
  for (std::complex<double>& value : object.values) value *= turn;
}

Range percentile_range(std::vector<double> values) {
  if (values.empty()) return {};
  auto const at = [&](double fraction) {
    auto const place = static_cast<std::ptrdiff_t>(fraction * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + place, values.end());
    return values[static_cast<std::size_t>(place)];
  };
  Range const range{at(0.01), at(0.99)};
  double const middle = (range.low + range.high) / 2;
  double const half = std::max(range.high - range.low, 1e-3) / 2;
  return {middle - half, middle + half};
}

}  // namespace ptyger
