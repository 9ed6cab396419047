#pragma once

#include <string>

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"
#include "read/frame_set.hpp"

namespace ptyger::read {

/// Gives every position its frame of the files, by scan.indexes or, when there are none, by order, and sorts
/// positions and indexes by frame; sets scan.frames and what is in the file. Frames without a position are left out
/// with a note. InputError when the numbers differ and there are no indexes, an index is not in the file, or one comes
/// twice.
void match_positions_to_frames(Scan& scan, FrameSet const& frames);

/// Keeps every second frame of a matched scan, with a note; nothing happens for FrameHalf::all. InputError, beginning
/// with `where`, when no frame is left.
void keep_half(Scan& scan, FrameHalf half, std::string const& where);

}  // namespace ptyger::read
