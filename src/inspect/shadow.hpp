#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::inspect {

/// The frames show a magnified image of the sample, its shadow, which moves over the detector with the positions. A
/// defocused beam casts one in the far field, too: but then the part of the sample that it shows fits into the window
/// of the probe, wavelength x distance / detector pixel. Frames of a near field show more.
struct Shadow {
  bool moves = false;   ///< the images of neighbouring frames are shifted as their positions are
  double width_m = 0;   ///< width of the sample that a frame shows
  double window_m = 0;  ///< width of the probe window

  /// Whether the frames can only be those of a near field.
  [[nodiscard]] bool is_near_field() const { return moves && width_m > 1.5 * window_m; }
};

/// Compares pairs of neighbouring frames: the shifts between their images, divided by the mean pattern, are fitted by a
/// linear map of the differences of their positions. `mean`: [pixel] mean counts, zero frequency in the corner.
Shadow find_shadow(Scan const& scan, std::vector<double> const& mean);

}  // namespace ptyger::inspect
