#pragma once

#include "ptyger/read_options.hpp"
#include "read/formats/format.hpp"

namespace ptyger::read {

/// Gives the frames of a finding their positions: those of the raster that options or mapping state, in place of any in
/// the files; else those of the files; else those of a table in one of the inputs (find_position_table()); else those
/// of the raster that the files state. A raster is reported as PositionsOfRaster. InputError when there are neither
/// positions nor a raster, and when an option has no use.
void place_frames(Finding& finding, Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
