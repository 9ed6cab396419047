#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// Frames of one of the detector_files(), which hold no positions. These are a table in another file
/// (find_position_table()), else the raster of the options or of the files.
std::string missing_in_placed_frames(Inputs const& inputs);
Finding find_placed_frames(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
