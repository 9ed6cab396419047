#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "read/frame_set.hpp"

namespace ptyger::read {

/// The links entry/data/data_000001, ... of a master file, by their numbers: paths from the root.
std::vector<std::string> links_of_frames(hdf5::InputFile const& file);

/// The frames behind links_of_frames(), of which there is at least one. `expected`: number of frames of the scan; 0:
/// not stated. Links that lead nowhere are missing frames. InputError when no link leads to frames, when the file of a
/// link is there but damaged, and when the number of missing frames before others is unknown, because the numbers of
/// these frames are unknown then.
FrameSet linked_frames(hdf5::InputFile const& file, std::size_t expected);

}  // namespace ptyger::read
