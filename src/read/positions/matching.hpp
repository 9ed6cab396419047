#pragma once

#include <string>

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"
#include "read/frame_set.hpp"

namespace ptyger::read {

/// Matches positions and frames by scan.indexes. Without indexes the positions are in the order of all frames, or of
/// the frames that the options choose. Sorts positions and indexes by frame; sets scan.frames and scan.in_file. Frames
/// without a position, with one that is not finite, those that are missing in the files and those that are not chosen
/// are left out (FramesWithoutPosition, PositionsNotFinite, FramesMissing, FramesChosen). InputError when numbers do
/// not match, when an index is not in the file or occurs twice, when the indexes could count the chosen frames, and
/// when no frame is left. where: begins the messages about the positions.
void match_positions_to_frames(Scan& scan, FrameSet const& frames, ReadOptions const& options,
                               std::string const& where);

/// Keeps every second frame of a matched scan (HalfRead); all of them for FrameHalf::all. InputError, beginning with
/// `where`, when no frame is left.
void keep_half(Scan& scan, FrameHalf half, std::string const& where);

}  // namespace ptyger::read
