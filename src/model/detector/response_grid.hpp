#pragma once

#include "device/views.hpp"

namespace ptyger::model {

/// The pixels of the waves, n x n, and the pixels of the detector, d x d, of which each has up x up of them. Both have
/// the zero frequency in the corner. Where neighbours count, detector pixels are taken in the order of their place on
/// the detector, and surrounded by side / 2 zeros.
struct ResponseGrid {
  int size = 0;       ///< n
  int up = 1;         ///< U, divides n
  int side = 1;       ///< of the point spread, odd
  bool wraps = true;  ///< false: the first pixel is in a corner of the detector already

  [[nodiscard]] KOKKOS_INLINE_FUNCTION int count() const { return size / up; }
  [[nodiscard]] KOKKOS_INLINE_FUNCTION int padded() const { return count() + side - 1; }
  /// Row or column, with the zero frequency in the corner, of a place on the detector.
  [[nodiscard]] KOKKOS_INLINE_FUNCTION int index(int place) const {
    if (!wraps) return place;
    int const index = place + (count() + 1) / 2;
    return index < count() ? index : index - count();
  }
};

}  // namespace ptyger::model
