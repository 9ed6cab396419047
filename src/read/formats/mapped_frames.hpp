#pragma once

#include <cstddef>
#include <vector>

#include "read/formats/mapped_files.hpp"

namespace ptyger::read {

/// The frames of a mapping, and how many of them each file has that has frames.
struct MappedFrames {
  FrameSet frames;
  std::vector<std::size_t> by_file = {};  ///< [file with frames] number of its frames
};

/// The frames of all files in their order, in each file of all entries of `frames` in their order. In an entry, * and ?
/// stand for letters of a name: the datasets that fit follow in the order of the numbers in their names (data_2 before
/// data_10); links at the end of this order that lead nowhere are left out (FramesMissing). Brackets choose along the
/// first axes, as in "scans[2]" or "modules[:, 0]". InputError when an entry fits nothing; it names what is there.
MappedFrames find_mapped_frames(FilesWithMapping const& mapped, ReadingReport& report);

}  // namespace ptyger::read
