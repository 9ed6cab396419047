#pragma once

#include <vector>

#include "ptyger/scan.hpp"
#include "read/counts.hpp"

namespace ptyger::read {

/// Sums of counts over pixels and frames that were measured.
struct CountSums {
  std::vector<double> pattern = {};  ///< [row][col] sum over the frames, 0 for masked pixels
  std::vector<double> frame = {};    ///< [frame] sum over the pixels
  double smallest = 0;               ///< smallest count above 0: one particle, when the frames hold counts
};

/// Adds up the counts of the scan, of which scan.measured excludes pixels. Values that are unmeasured<> are left out.
CountSums add_up(Scan const& scan);

/// Removes frames without any count: those of a closed shutter, and those that a detector or a writer never filled.
/// Frames stay when so few particles reach a frame that some frames get none by chance. Reported as
/// FramesWithoutCounts. InputError when no frame has counts.
void leave_out_empty_frames(Scan& scan, CountSums& sums, UnusableValues& unusable);

/// Masks the pixels that have a count in no frame; reported as PixelsNeverMeasured. Then scan.counts has -1 where a
/// frame did not measure a pixel: integers become floats when there are such pixels. Reported as CountsMarked,
/// CountsNotFinite and NegativeCountsClamped.
void mask_unmeasured(Scan& scan, UnusableValues& unusable);

}  // namespace ptyger::read
