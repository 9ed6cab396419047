#include "compare/overlap.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ptyger/error.hpp"

namespace ptyger::compare {
namespace {

constexpr std::size_t least_extent = 16;  // pixels per side

/// Range of rows or columns of a, `first` <= index < `last`.
struct Span {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t last = 0;
};

/// Rows or columns of a that also lie in b at this offset.
Span shared_span(std::size_t extent_a, std::size_t extent_b, std::ptrdiff_t offset) {
  return {std::max<std::ptrdiff_t>(0, -offset),
          std::min(static_cast<std::ptrdiff_t>(extent_a), static_cast<std::ptrdiff_t>(extent_b) - offset)};
}

[[noreturn]] void throw_no_overlap(core::PlacedObject const& a, core::PlacedObject const& b) {
  throw InputError(a.source + " and " + b.source +
                   ": fewer than 16 x 16 pixels are illuminated in both, so there is nothing to compare. Check that "
                   "both show the same part of the sample.");
}

/// Access to the pixels and masks of both objects by rows and columns of a.
struct Pixels {
  core::PlacedObject const& a;
  Mask const& lit_a;
  core::PlacedObject const& b;
  Mask const& lit_b;
  Offset offset;

  /// Index of the pixel in the image of a.
  std::size_t at_a(std::ptrdiff_t row, std::ptrdiff_t col) const {
    return static_cast<std::size_t>(row) * a.object.cols + static_cast<std::size_t>(col);
  }
  /// Index of the same pixel in the image of b.
  std::size_t at_b(std::ptrdiff_t row, std::ptrdiff_t col) const {
    return static_cast<std::size_t>(row + offset.row) * b.object.cols + static_cast<std::size_t>(col + offset.col);
  }
  bool lit(std::ptrdiff_t row, std::ptrdiff_t col) const {
    return lit_a[at_a(row, col)] != 0 && lit_b[at_b(row, col)] != 0;
  }
};

/// Shrinks the spans to the lit pixels and a margin; false when no pixel is lit.
bool shrink(Pixels const& pixels, Span& rows, Span& cols) {
  Span lit_rows{rows.last, rows.first};
  Span lit_cols{cols.last, cols.first};
  for (auto row = rows.first; row < rows.last; ++row)
    for (auto col = cols.first; col < cols.last; ++col)
      if (pixels.lit(row, col)) {
        lit_rows = {std::min(lit_rows.first, row), std::max(lit_rows.last, row + 1)};
        lit_cols = {std::min(lit_cols.first, col), std::max(lit_cols.last, col + 1)};
      }
  if (lit_rows.last <= lit_rows.first) return false;
  constexpr std::ptrdiff_t margin = 32;
  rows = {std::max(rows.first, lit_rows.first - margin), std::min(rows.last, lit_rows.last + margin)};
  cols = {std::max(cols.first, lit_cols.first - margin), std::min(cols.last, lit_cols.last + margin)};
  return true;
}

/// The pixels of both objects in these rows and columns of a.
CommonPart cut(Pixels const& pixels, Span rows, Span cols) {
  CommonPart common;
  common.shape = {static_cast<std::size_t>(rows.last - rows.first), static_cast<std::size_t>(cols.last - cols.first)};
  common.top = static_cast<std::size_t>(rows.first);
  common.left = static_cast<std::size_t>(cols.first);
  for (auto row = rows.first; row < rows.last; ++row)
    for (auto col = cols.first; col < cols.last; ++col) {
      common.a.push_back(pixels.a.object.values[pixels.at_a(row, col)]);
      common.b.push_back(pixels.b.object.values[pixels.at_b(row, col)]);
      common.lit.push_back(pixels.lit(row, col) ? 1 : 0);
    }
  return common;
}

}  // namespace

Pair offset_by_coordinates(core::PlacedObject const& a, core::PlacedObject const& b) {
  auto const offset_along = [](double center_a, double center_b, double pixel, std::size_t extent_a,
                               std::size_t extent_b) {
    return (center_a - center_b) / pixel + (static_cast<double>(extent_b) - static_cast<double>(extent_a)) / 2;
  };
  return {offset_along(a.center->row_m, b.center->row_m, a.pixel_row_m, a.object.rows, b.object.rows),
          offset_along(a.center->col_m, b.center->col_m, a.pixel_col_m, a.object.cols, b.object.cols)};
}

Pair remove_ramp(Field& field, std::vector<double> const& window, Shape shape) {
  Field weighted(field.size());
  for (std::size_t i = 0; i < weighted.size(); ++i) weighted[i] = window[i] * field[i];
  auto const all = Pair{static_cast<double>(shape.rows), static_cast<double>(shape.cols)};
  Pair const peak = fourier_peak(weighted, shape, all);
  Pair const ramp{2 * std::numbers::pi * peak.row / static_cast<double>(shape.rows),
                  2 * std::numbers::pi * peak.col / static_cast<double>(shape.cols)};
  add_ramp(field, shape, {-ramp.row, -ramp.col});
  return ramp;
}

CommonPart cut_common(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b, Mask const& lit_b,
                      Offset offset) {
  Span rows = shared_span(a.object.rows, b.object.rows, offset.row);
  Span cols = shared_span(a.object.cols, b.object.cols, offset.col);
  auto const large_enough = [](Span span) {
    return span.last - span.first >= static_cast<std::ptrdiff_t>(least_extent);
  };
  if (!large_enough(rows) || !large_enough(cols)) throw_no_overlap(a, b);
  Pixels const pixels{a, lit_a, b, lit_b, offset};
  if (!shrink(pixels, rows, cols) || !large_enough(rows) || !large_enough(cols)) throw_no_overlap(a, b);
  CommonPart common = cut(pixels, rows, cols);
  Shape const shape = common.shape;
  std::size_t const edge = std::clamp<std::size_t>(std::min(shape.rows, shape.cols) / 16, 2, 32);
  common.taper = border_taper(shape, edge);
  for (std::size_t i = 0; i < common.lit.size(); ++i)
    if (common.taper[i] < 1) common.lit[i] = 0;
  common.window = soft_window(common.lit, shape, edge);
  double const lit = static_cast<double>(std::count(common.lit.begin(), common.lit.end(), 1));
  double weight = 0;
  for (double const w : common.window) weight += w;
  if (lit < static_cast<double>(least_extent * least_extent) / 2 || weight < static_cast<double>(least_extent))
    throw_no_overlap(a, b);
  common.ramp = remove_ramp(common.a, common.window, shape);
  return common;
}

}  // namespace ptyger::compare
