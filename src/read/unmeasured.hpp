#pragma once

#include "ptyger/scan.hpp"
#include "read/count_sums.hpp"
#include "read/counts.hpp"

namespace ptyger::read {

/// Removes frames without any count: those of a closed shutter, and those that a detector or a writer never filled.
/// Frames stay when so few particles reach a frame that some frames get none by chance. Reported as
/// FramesWithoutCounts. InputError when no frame has counts.
void leave_out_empty_frames(Scan& scan, CountSums& sums, UnusableValues& unusable);

/// Masks the pixels that have a count in no frame; reported as PixelsNeverMeasured. Then scan.counts has -1 where a
/// frame did not measure a pixel: integers become floats when there are such pixels. Reported as CountsMarked,
/// CountsNotFinite and NegativeCountsClamped.
void mask_unmeasured(Scan& scan, UnusableValues& unusable);

}  // namespace ptyger::read
