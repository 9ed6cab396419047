#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// Frames of one of the detector_files(), which hold no positions; place_frames() finds these.
std::string missing_in_placed_frames(Inputs const& inputs);
Finding find_placed_frames(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
