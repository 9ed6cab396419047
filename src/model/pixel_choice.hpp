#pragma once

#include <cstdint>

#include "device/views.hpp"

namespace ptyger::model {

/// Which pixels of a frame count. The pixels that are held out of the fit are others in every frame: one pattern, with
/// its rows moved on from frame to frame, so that what a pixel shows is told by the frames around.
template <class Real>
struct PixelChoice {
  Real const* measured = nullptr;  ///< [row][col] 1 = measured, 0 = masked
  Real const* fitted = nullptr;    ///< [row][col] 1 = fitted, 0 = held out; null: all are fitted
  int const* shift = nullptr;      ///< [frame] rows, with `fitted`
  int size = 0;                    ///< D

  /// Part of a row of a frame.
  struct Row {
    Real const* measured;
    Real const* fitted;  ///< `measured` itself when all are: without a branch, for which loops over pixels stay scalar
    /// 1 = measured, whether fitted or held out.
    [[nodiscard]] KOKKOS_FUNCTION Real shown(int i) const { return measured[i]; }
    /// 1 = measured and fitted.
    [[nodiscard]] KOKKOS_FUNCTION Real fit(int i) const { return measured[i] * fitted[i]; }
  };
  [[nodiscard]] KOKKOS_FUNCTION Row row(int frame, int row, int col) const {
    Real const* const here = measured + std::int64_t{row} * size + col;
    return {here, fitted == nullptr ? here : fitted + std::int64_t{(row + shift[frame]) % size} * size + col};
  }
};

}  // namespace ptyger::model
