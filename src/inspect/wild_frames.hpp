#pragma once

#include <cstddef>
#include <vector>

#include "ptyger/scan.hpp"
#include "read/count_sums.hpp"

namespace ptyger::inspect {

/// Frames whose pattern is unlike the other frames of the scan, or that have many times their counts. The likeness of a
/// frame d to the mean pattern m is sum sqrt(d m) / sqrt(sum d sum m) over the measured pixels (Bhattacharyya 1943),
/// from 0 to 1; the mean leaves out the frames that are too bright.
///
/// sums: of the counts of the scan. Returns the numbers of the frames in the scan, ascending.
std::vector<std::size_t> find_wild_frames(Scan const& scan, read::CountSums const& sums);

}  // namespace ptyger::inspect
