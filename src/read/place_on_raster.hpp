#pragma once

#include "ptyger/read_options.hpp"
#include "read/formats/format.hpp"

namespace ptyger::read {

/// Gives the frames of a finding the positions of a raster (PositionsOfRaster): of the raster that options or mapping
/// state, in place of any positions in the files; else of the raster that the files state, when they hold no positions.
/// InputError when there are neither positions nor a raster, and when an option has no use.
void place_on_raster(Finding& finding, ReadOptions const& options);

}  // namespace ptyger::read
