#pragma once

#include <cstdint>

#include "device/views.hpp"

namespace ptyger::model {

/// Which pixels of a frame are measured and which are fitted. The pattern of held-out pixels has its rows shifted from
/// frame to frame, so that a pixel that is held out in one frame is fitted in neighbouring frames.
template <class Real>
struct PixelChoice {
  Real const* measured = nullptr;  ///< [row][col] 1 = measured, 0 = masked
  Real const* fitted = nullptr;    ///< [2 D][col] 1 = fitted, 0 = held out, rows twice; null: all are fitted
  int const* shift = nullptr;      ///< [frame] shift of the rows of `fitted`, less than D
  int size = 0;                    ///< D: frames are D x D pixels

  /// The masks of a frame from one pixel on.
  struct Masks {
    Real const* measured;
    Real const*
        fitted;  ///< `measured` when all are fitted: a branch would keep loops over pixels from being vectorised
    /// 1 if pixel i is measured, whether fitted or held out, else 0.
    [[nodiscard]] KOKKOS_FUNCTION Real measured_at(int i) const { return measured[i]; }
    /// 1 if pixel i is measured and fitted, else 0.
    [[nodiscard]] KOKKOS_FUNCTION Real fitted_at(int i) const { return measured[i] * fitted[i]; }
  };
  /// The pixels of a frame of the device, [row][col].
  [[nodiscard]] KOKKOS_FUNCTION Masks frame(int frame) const {
    return {measured, fitted == nullptr ? measured : fitted + shift[frame] * size};
  }
  /// Pixels of one row of a frame of the device from column `col` on.
  [[nodiscard]] KOKKOS_FUNCTION Masks row(int frame, int row, int col) const {
    auto const all = this->frame(frame);
    int const at = row * size + col;
    return {all.measured + at, all.fitted + at};
  }
};

}  // namespace ptyger::model
