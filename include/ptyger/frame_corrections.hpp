#pragma once

#include <cmath>
#include <complex>
#include <vector>

namespace ptyger {

/// Corrections of one frame.
struct FrameParameters {
  double row = 0;             ///< corrected minus scanned position along the rows, object pixels
  double col = 0;             ///< corrected minus scanned position along the columns, object pixels
  double log_brightness = 0;  ///< natural logarithm of the factor on the amplitude of the exit wave
  /// Whether all values are equal.
  bool operator==(FrameParameters const&) const = default;

  /// Length of the shift (row, col), object pixels.
  [[nodiscard]] double drift() const { return std::hypot(row, col); }
  /// These corrections, with the shift shortened to `most` object pixels if it is longer.
  [[nodiscard]] FrameParameters within(double most) const {
    double const shorter = drift() > most ? most / drift() : 1;
    return {row * shorter, col * shorter, log_brightness};
  }
};

/// Corrections of a scan; empty members correct nothing.
struct FrameCorrections {
  std::vector<FrameParameters> frames = {};  ///< [N] corrections of each frame
  std::vector<double> background = {};       ///< [D][D] stray light, photons
  /// Longest step of a position in one refinement, object pixels; halved when a step raises the misfit.
  double longest_step = 1;
  /// [N][K] shares c of the variation probes q in the first mode of each frame: p_0 + sum_k c_jk q_k (OPR, Odstrcil et
  /// al., Opt. Express 24, 8360 (2016)).
  std::vector<std::complex<double>> variation = {};
  /// Whether all values are equal.
  bool operator==(FrameCorrections const&) const = default;
};

}  // namespace ptyger
