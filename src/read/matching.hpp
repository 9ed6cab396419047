#pragma once

#include <string>

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"
#include "read/frame_set.hpp"

namespace ptyger::read {

/// Matches positions and frames by scan.indexes, or by their order when these are empty. Sorts positions and indexes by
/// frame; sets scan.frames and scan.in_file. Frames without a position are left out (FramesWithoutPosition). InputError
/// when without indexes there are more frames than positions or fewer, and when an index is not in the file or occurs
/// twice.
void match_positions_to_frames(Scan& scan, FrameSet const& frames);

/// Keeps every second frame of a matched scan (HalfRead); all of them for FrameHalf::all. InputError, beginning with
/// `where`, when no frame is left.
void keep_half(Scan& scan, FrameHalf half, std::string const& where);

}  // namespace ptyger::read
