#include <algorithm>
#include <cmath>
#include <utility>

#include "compare/overlap.hpp"
#include "fft/image_transform.hpp"

namespace ptyger::compare {
namespace {

constexpr double rounding = 1e-12;  // relative rounding error of squares of 32-bit values

/// O(r + step) conj(O(r)) minus its mean over the pixels where both factors are lit, zero elsewhere; stored in the
/// upper left corner of an image of `shape`.
Field neighbour_products(ObjectImage const& object, Mask const& lit, std::size_t step_row, std::size_t step_col,
                         Shape shape) {
  Field field(shape.size());
  std::vector<std::size_t> set_indexes;
  std::complex<double> sum = 0;
  for (std::size_t row = 0; row + step_row < object.rows; ++row)
    for (std::size_t col = 0; col + step_col < object.cols; ++col) {
      std::size_t const here = row * object.cols + col;
      std::size_t const there = (row + step_row) * object.cols + col + step_col;
      if (lit[here] == 0 || lit[there] == 0) continue;
      set_indexes.push_back(row * shape.cols + col);
      field[set_indexes.back()] = object.values[there] * std::conj(object.values[here]);
      sum += field[set_indexes.back()];
    }
  auto const mean = set_indexes.empty() ? 0.0 : sum / static_cast<double>(set_indexes.size());
  for (auto const i : set_indexes) field[i] -= mean;
  return field;
}

/// Modulus of the correlation of neighbour_products() of both images. Entry [-offset], modulo `shape`, has the value
/// for this offset of b against a.
std::vector<double> correlation(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b,
                                Mask const& lit_b, std::size_t step_row, std::size_t step_col, Shape shape) {
  Field result = neighbour_products(a.object, lit_a, step_row, step_col, shape);
  Field products_b = neighbour_products(b.object, lit_b, step_row, step_col, shape);
  fft::transform_image(result, shape.rows, shape.cols, fft::Transform::forward);
  fft::transform_image(products_b, shape.rows, shape.cols, fft::Transform::forward);
  for (std::size_t i = 0; i < result.size(); ++i) result[i] *= std::conj(products_b[i]);
  fft::transform_image(result, shape.rows, shape.cols, fft::Transform::inverse);
  std::vector<double> moduli;
  for (auto const& value : result) moduli.push_back(std::abs(value));
  return moduli;
}

/// Whether the rows, or columns, of both images overlap by at least a third of the shorter extent.
bool overlaps(std::ptrdiff_t offset, std::size_t extent_a, std::size_t extent_b) {
  auto const a = static_cast<std::ptrdiff_t>(extent_a);
  auto const b = static_cast<std::ptrdiff_t>(extent_b);
  auto const common = std::min(a, b - offset) - std::max<std::ptrdiff_t>(0, -offset);
  return 3 * common >= std::min(a, b);
}

}  // namespace

bool is_featureless(ObjectImage const& object, Mask const& lit) {
  double contrast = 0;
  double power = 0;
  for (auto const& [down, right] : {std::pair(1U, 0U), std::pair(0U, 1U)})
    for (auto const& value : neighbour_products(object, lit, down, right, {object.rows, object.cols}))
      contrast += std::norm(value);
  for (std::size_t i = 0; i < lit.size(); ++i)
    if (lit[i] != 0) power += std::pow(std::norm(object.values[i]), 2);
  return contrast <= rounding * power;
}

Offset register_shift(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b, Mask const& lit_b) {
  // Large enough that the circular correlation does not wrap around.
  Shape const shape{a.object.rows + b.object.rows, a.object.cols + b.object.cols};
  auto const by_rows = correlation(a, lit_a, b, lit_b, 1, 0, shape);
  auto const by_cols = correlation(a, lit_a, b, lit_b, 0, 1, shape);
  Offset best;
  double largest = -1;
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col) {
      // Entries from the extent of a on stand for negative numbers, because the correlation is periodic.
      auto const signed_entry = [](std::size_t k, std::size_t extent_a, std::size_t n) {
        return k < extent_a ? static_cast<std::ptrdiff_t>(k)
                            : static_cast<std::ptrdiff_t>(k) - static_cast<std::ptrdiff_t>(n);
      };
      Offset const offset{-signed_entry(row, a.object.rows, shape.rows), -signed_entry(col, a.object.cols, shape.cols)};
      double const value = by_rows[row * shape.cols + col] + by_cols[row * shape.cols + col];
      if (value <= largest || !overlaps(offset.row, a.object.rows, b.object.rows) ||
          !overlaps(offset.col, a.object.cols, b.object.cols))
        continue;
      largest = value;
      best = offset;
    }
  return best;
}

}  // namespace ptyger::compare
