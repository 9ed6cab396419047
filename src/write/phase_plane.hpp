#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "write/lit_region.hpp"

namespace ptyger::write {

/// A plane of phase, which diffraction patterns do not determine: an offset and a linear ramp.
struct PhasePlane {
  double row_step = 0;  ///< step from row to row, radians per pixel
  double col_step = 0;  ///< step from column to column, radians per pixel
  double offset = 0;    ///< phase at pixel [0][0], radians, -pi..pi
};

/// Fits a plane to the pixels with used != 0, [row][col] of the object, weighted by their amplitude. The ramp is the
/// mean phase step between pixels at distances 1, 2, 4 ...; each distance refines the estimate of the shorter ones, so
/// that no phase is unwrapped. The offset is the mean phase after the ramp is removed.
PhasePlane fit_phase_plane(ObjectImage const& object, std::vector<std::uint8_t> const& used);

/// Fits a plane to air: to the pixels with lit != 0 in `columns` > 0 columns at the left and at the right edge. Pairs
/// of pixels, one at each edge, determine the step from column to column except for whole turns of 2 pi between the
/// edges. The number of turns comes from two estimates, inside the strips and over all lit pixels, weighted by their
/// errors.
PhasePlane fit_air_plane(ObjectImage const& object, std::vector<std::uint8_t> const& lit, std::size_t columns);

/// Mask of the pixels with lit != 0 in `columns` columns at the left and at the right edge, [row][col] of the object.
std::vector<std::uint8_t> air_mask(ObjectImage const& object, std::vector<std::uint8_t> const& lit,
                                   std::size_t columns);

/// Multiplies the object with exp(-i plane).
void remove_phase_plane(ObjectImage& object, PhasePlane const& plane);

/// Removes the plane that fit_phase_plane() finds for the lit pixels.
void level_phase(LitRegion& region);

}  // namespace ptyger::write
