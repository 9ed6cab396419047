#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "write/lit_region.hpp"

namespace ptyger {

/// The phase that diffraction patterns do not tell: an offset and a linear ramp.
struct PhasePlane {
  double row_step = 0;  ///< radians a pixel, from row to row
  double col_step = 0;  ///< radians a pixel, from column to column
  double offset = 0;    ///< radians at pixel [0][0], -pi..pi
};

/// Fits the plane to the pixels with used != 0, [row][col] of the object, weighted by their amplitude. The ramp comes
/// from the mean phase step between pixels at growing distances, each of which sharpens the estimate of the shorter
/// ones, so nothing is unwrapped; then the offset from the mean phase. `gap` > 0: the used pixels lie in strips at the
/// left and right edge, and pairs this many columns apart, one from either strip, sharpen the estimate once more.
PhasePlane fit_phase_plane(ObjectImage const& object, std::vector<std::uint8_t> const& used, std::size_t gap = 0);

/// Multiplies the object with exp(-i plane).
void remove_phase_plane(ObjectImage& object, PhasePlane const& plane);

/// Removes the plane that fits the lit pixels.
void level_phase(LitRegion& region);

}  // namespace ptyger
