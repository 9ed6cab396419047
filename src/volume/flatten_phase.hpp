#pragma once

#include <cstddef>

#include "write/phase_plane.hpp"

namespace ptyger::volume {

/// Phase plane and amplitude that were removed from a projection, so that projections can be compared.
struct Flattening {
  write::PhasePlane plane;  ///< pixel [0][0] is the upper left pixel of the lit rectangle
  double amplitude = 1;     ///< mean amplitude of the air, by which the object was divided; 1 without air
};

/// Removes offset and ramp from the phase of a lit region. With air_columns > 0 the plane is fitted to the lit pixels
/// of so many columns at the left and at the right edge, which hold no sample: the phase of air becomes 0 and its mean
/// amplitude 1, so that projections of all angles agree. With 0 the plane is fitted to all lit pixels: the mean phase
/// of the projection becomes 0, and the amplitude is unchanged.
Flattening flatten(write::LitRegion& region, std::size_t air_columns);

}  // namespace ptyger::volume
