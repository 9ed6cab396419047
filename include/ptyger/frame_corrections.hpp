#pragma once

#include <cmath>
#include <vector>

namespace ptyger {

/// What is corrected of one frame.
struct FrameParameters {
  double row = 0;  ///< drift from where the scan says, pixels of the object
  double col = 0;
  double log_brightness = 0;  ///< natural logarithm of the factor of the amplitude
  bool operator==(FrameParameters const&) const = default;

  [[nodiscard]] double drift() const { return std::hypot(row, col); }
  /// The same with a drift of at most this length.
  [[nodiscard]] FrameParameters within(double most) const {
    double const shorter = drift() > most ? most / drift() : 1;
    return {row * shorter, col * shorter, log_brightness};
  }
};

/// What is corrected of a scan; empty: nothing.
struct FrameCorrections {
  std::vector<FrameParameters> frames = {};  ///< [N]
  std::vector<double> background = {};       ///< [D][D], photons
  double longest_step = 1;                   ///< of a position at a time, pixels; halved when a step raises the misfit
  bool operator==(FrameCorrections const&) const = default;
};

}  // namespace ptyger
