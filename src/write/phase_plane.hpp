#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "write/lit_region.hpp"

namespace ptyger::write {

/// The phase that diffraction patterns do not tell: an offset and a linear ramp.
struct PhasePlane {
  double row_step = 0;  ///< radians a pixel, from row to row
  double col_step = 0;  ///< radians a pixel, from column to column
  double offset = 0;    ///< radians at pixel [0][0], -pi..pi
};

/// Fits the plane to the pixels with used != 0, [row][col] of the object, weighted by their amplitude. The ramp comes
/// from the mean phase step between pixels at growing distances, each of which sharpens the estimate of the shorter
/// ones, so nothing is unwrapped; then the offset from the mean phase.
PhasePlane fit_phase_plane(ObjectImage const& object, std::vector<std::uint8_t> const& used);

/// The same for air: fits the plane to the pixels with lit != 0 in `columns` > 0 columns at the left and at the right
/// edge. Along the rows, pairs of pixels from either edge fix the ramp but for whole turns between the edges; of these
/// the estimates inside the strips and of all lit pixels decide together, the former as far as its noise allows.
PhasePlane fit_air_plane(ObjectImage const& object, std::vector<std::uint8_t> const& lit, std::size_t columns);

/// The pixels with lit != 0 in that many columns at the left and at the right edge.
std::vector<std::uint8_t> air_mask(ObjectImage const& object, std::vector<std::uint8_t> const& lit,
                                   std::size_t columns);

/// Multiplies the object with exp(-i plane).
void remove_phase_plane(ObjectImage& object, PhasePlane const& plane);

/// Removes the plane that fits the lit pixels.
void level_phase(LitRegion& region);

}  // namespace ptyger::write
