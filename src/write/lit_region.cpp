#include "write/lit_region.hpp"

#include <algorithm>
#include <utility>

#include "core/expect.hpp"
#include "core/illuminated_pixels.hpp"

namespace ptyger::write {

LitMask lit_mask(std::vector<double> const& illumination, std::size_t rows, std::size_t cols) {
  core::expect(illumination.size() == rows * cols, "the illumination has the shape of the object");
  auto const lit = core::illuminated_pixels(illumination, rows, cols);
  auto const is_lit = [&](std::size_t row, std::size_t col) { return lit[row * cols + col] != 0; };
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
    for (std::size_t col = left; col < right; ++col) mask.lit.push_back(lit[row * cols + col]);
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

}  // namespace ptyger::write
