#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// The probe of a near field: square root of the mean frame with the phase 0, propagated back to the sample. Pixels
/// that are not measured take the mean of their neighbours. Its power is not scaled. mean: [row][col] mean counts, as
/// frames have them.
ProbeModes back_propagated_probe(Scan const& scan, std::vector<double> const& mean);

}  // namespace ptyger::solver
