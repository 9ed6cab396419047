#pragma once

#include <cmath>
#include <vector>

namespace ptyger {

/// Corrections of one frame.
struct FrameParameters {
  double row = 0;             ///< corrected row minus row of the scan, pixels of the object
  double col = 0;             ///< the same for the column
  double log_brightness = 0;  ///< natural logarithm of the factor of the amplitude
  /// Whether all values are equal.
  bool operator==(FrameParameters const&) const = default;

  /// Length of (row, col), pixels of the object.
  [[nodiscard]] double drift() const { return std::hypot(row, col); }
  /// The same corrections with the drift shortened to `most` pixels if it is longer.
  [[nodiscard]] FrameParameters within(double most) const {
    double const shorter = drift() > most ? most / drift() : 1;
    return {row * shorter, col * shorter, log_brightness};
  }
};

/// Corrections of a scan; empty members correct nothing.
struct FrameCorrections {
  std::vector<FrameParameters> frames = {};  ///< [N] corrections of each frame
  std::vector<double> background = {};       ///< [D][D] stray light, photons
  double longest_step =
      1;  ///< longest step of a position in one refinement, pixels; halved when a step raises the misfit
  /// Whether all values are equal.
  bool operator==(FrameCorrections const&) const = default;
};

}  // namespace ptyger
