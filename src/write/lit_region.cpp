#include "write/lit_region.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

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

}  // namespace

LitMask lit_mask(std::vector<double> const& illumination, std::size_t rows, std::size_t cols) {
  expect(illumination.size() == rows * cols, "the illumination has the shape of the object");
  std::vector<double> const smooth = smoothed(illumination, rows, cols);
  double const threshold = lit_threshold(smooth);
  auto const is_lit = [&](std::size_t row, std::size_t col) { return smooth[row * cols + col] >= threshold; };
  std::size_t top = rows, bottom = 0, left = cols, right = 0;
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t col = 0; col < cols; ++col) {
      if (!is_lit(row, col)) continue;
      top = std::min(top, row);
      bottom = std::max(bottom, row + 1);
      left = std::min(left, col);
      right = std::max(right, col + 1);
    }
  LitMask mask{top, left, bottom - top, right - left, {}};
  for (std::size_t row = top; row < bottom; ++row)
    for (std::size_t col = left; col < right; ++col) mask.lit.push_back(is_lit(row, col) ? 1 : 0);
  return mask;
}

LitRegion lit_region(ObjectImage const& object, LitMask mask) {
  LitRegion region{{mask.rows, mask.cols, {}}, std::move(mask.lit)};
  region.object.values.reserve(mask.rows * mask.cols);
  for (std::size_t row = mask.top; row < mask.top + mask.rows; ++row) {
    auto const first = object.values.begin() + static_cast<std::ptrdiff_t>(row * object.cols + mask.left);
    region.object.values.insert(region.object.values.end(), first, first + static_cast<std::ptrdiff_t>(mask.cols));
  }
  return region;
}

LitRegion lit_region(Result const& result) {
  ObjectImage const& object = result.object;
  return lit_region(object, lit_mask(result.illumination, object.rows, object.cols));
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
