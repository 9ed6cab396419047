#pragma once

#include "ptyger/scan.hpp"
#include "read/count_sums.hpp"

namespace ptyger::inspect {

/// By how much the brightness of the beam varies from frame to frame: relative standard deviation of the counts of a
/// frame about the counts of the nearest frame, which shows nearly the same of the sample. 0 when Poisson noise
/// explains it, or when frames at a distance differ more, as where the sample absorbs. A slow drift is not seen: the
/// images of the object take it up. `sums`: of the counts of the scan.
double brightness_spread(Scan const& scan, read::CountSums const& sums);

}  // namespace ptyger::inspect
