#pragma once

#include "device/views.hpp"

namespace ptyger::model {

/// Waves on the detector grid, [frame][mode][row][col] of D x D, rows `pitch` values apart: far fields, their
/// derivatives or residuals. Inside src/model also exit waves, which lie `pad` pixels inside the grid.
template <class Real>
struct WaveRows {
  Complex<Real>* base = nullptr;  ///< first value of the first frame
  int modes = 1;                  ///< probe modes
  int detector = 0;               ///< D: frames are D x D pixels
  int pitch = 0;                  ///< values from row to row
  int pad = 0;                    ///< (D - P) / 2

  [[nodiscard]] KOKKOS_FUNCTION Complex<Real>* row(int frame, int mode, int row) const {
    return base + offset(frame, mode, row);
  }
  /// `count` modes from `mode` on: of one frame, or all modes of all frames. With a null base the part has one, too.
  [[nodiscard]] WaveRows part(int mode, int count) const {
    WaveRows result = *this;
    if (base != nullptr) result.base = row(0, mode, 0);
    result.modes = count;
    return result;
  }
  /// Values from the base to a row.
  [[nodiscard]] KOKKOS_FUNCTION std::int64_t offset(int frame, int mode, int row) const {
    return std::int64_t{frame * modes + mode} * (detector * pitch) + row * pitch;
  }
};

/// Factor of the waves of each frame: the scale that makes the transform unitary times the frame's brightness.
template <class Real>
struct FrameScale {
  Real common = 1;                   ///< factor of all frames: makes the transform unitary
  Real const* brightness = nullptr;  ///< [frame], or null: 1

  [[nodiscard]] KOKKOS_FUNCTION Real operator()(int frame) const {
    return brightness != nullptr ? common * brightness[frame] : common;
  }
};

}  // namespace ptyger::model
