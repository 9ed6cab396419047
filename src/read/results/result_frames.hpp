#pragma once

#include <optional>

#include "core/placed_object.hpp"
#include "hdf5/input_file.hpp"

namespace ptyger::read {

/// What a result of this program says of the frames that it was made of; empty for any other file.
std::optional<core::ResultFrames> result_frames(hdf5::InputFile const& file);

}  // namespace ptyger::read
