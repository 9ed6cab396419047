#pragma once

#include <cstddef>

#include "write/phase_plane.hpp"

namespace ptyger::volume {

/// What was taken out of a projection so that projections can be compared.
struct Flattening {
  write::PhasePlane plane;  ///< pixel [0][0] is the upper left one of the lit rectangle
  double amplitude = 1;     ///< mean amplitude of the air, by which the object was divided; 1 without air
};

/// Takes offset and ramp out of the phase of a lit region. With air_columns > 0 the plane is fitted to the lit pixels
/// of that many columns at its left and at its right edge, which hold no sample: the phase of air becomes 0 and its
/// mean amplitude 1, so projections of all angles agree. Without, the plane fits all lit pixels, so the mean phase of
/// the projection becomes 0 and the amplitude stays.
Flattening flatten(write::LitRegion& region, std::size_t air_columns);

}  // namespace ptyger::volume
