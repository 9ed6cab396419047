#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// NXcxi_ptycho of NeXus, found by NX_class, whatever the groups are called: an NXentry with an NXinstrument, in it an
/// NXdetector with distance and pixels, and an NXbeam with the photon energy, there or in the NXsample. Every number in
/// the unit that its attribute `units` says. Frames (N, D, D), or (A, B, D, D) of a raster.
std::string missing_in_nxcxi(Inputs const& inputs);
Finding find_nxcxi(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
