#pragma once

#include "device/views.hpp"

namespace ptyger::model {

/// The pixels of the waves, and the pixels of the detector, of which each has up x up of them.
struct ResponseGrid {
  int size = 0;       ///< n: waves have n x n pixels
  int up = 1;         ///< U, divides n
  int side = 0;       ///< of the point spread, odd; 0: no blur
  bool wraps = true;  ///< the zero frequency is in the corner, and pixels from the middle on have negative frequencies

  /// The row or column of the detector that lies `by` pixels from `index`; -1: beyond the border of the detector.
  [[nodiscard]] KOKKOS_INLINE_FUNCTION int moved(int index, int by) const {
    int const count = size / up;
    int const end = wraps ? (count + 1) / 2 : count;  // of the coordinates, which begin at end - count
    int const to = (index < end ? index : index - count) + by;
    if (to >= end || to < end - count) return -1;
    return to < 0 ? to + count : to;
  }
};

/// Counts that the detector pixel (row, col) gets of an intensity, [n][n]: the sum over its pixels and, with a point
/// spread h, over its neighbours. h: [side][side].
template <class Real, class Spread>
KOKKOS_INLINE_FUNCTION Real respond(ResponseGrid const& grid, Spread const* h, Real const* intensity, int row,
                                    int col) {
  auto const sum_of = [&](int y, int x) {
    Real sum = 0;
    for (int i = 0; i < grid.up; ++i)
      for (int j = 0; j < grid.up; ++j) sum += intensity[(y * grid.up + i) * grid.size + x * grid.up + j];
    return sum;
  };
  if (grid.side == 0) return sum_of(row, col);
  int const middle = grid.side / 2;
  Real counts = 0;
  for (int i = 0; i < grid.side; ++i) {
    int const y = grid.moved(row, middle - i);
    if (y < 0) continue;
    for (int j = 0; j < grid.side; ++j) {
      int const x = grid.moved(col, middle - j);
      if (x >= 0) counts += static_cast<Real>(h[i * grid.side + j]) * sum_of(y, x);
    }
  }
  return counts;
}

/// The transpose of respond(): what a pixel of the waves in the detector pixel (row, col) gets of values that stand at
/// the first pixels of the detector pixels, [n][n].
template <class Real, class Spread>
KOKKOS_INLINE_FUNCTION Real spread_back(ResponseGrid const& grid, Spread const* h, Real const* values, int row,
                                        int col) {
  auto const value_of = [&](int y, int x) { return values[y * grid.up * grid.size + x * grid.up]; };
  if (grid.side == 0) return value_of(row, col);
  int const middle = grid.side / 2;
  Real sum = 0;
  for (int i = 0; i < grid.side; ++i) {
    int const y = grid.moved(row, i - middle);
    if (y < 0) continue;
    for (int j = 0; j < grid.side; ++j) {
      int const x = grid.moved(col, j - middle);
      if (x >= 0) sum += static_cast<Real>(h[i * grid.side + j]) * value_of(y, x);
    }
  }
  return sum;
}

}  // namespace ptyger::model
