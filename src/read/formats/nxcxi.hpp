#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// NXcxi_ptycho of NeXus. Groups are found by their NX_class, under any name: an NXentry with an NXinstrument; in it an
/// NXdetector with distance and pixels; an NXbeam with the photon energy in the NXinstrument, NXsample or NXentry.
/// Numbers are in the unit of their attribute `units`. Frames (N, D, D), or (A, B, D, D) for a raster.
std::string missing_in_nxcxi(Inputs const& inputs);
Finding find_nxcxi(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
