#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// Mean of the counts over the frames in which a pixel was measured, [row][col] with the zero frequency in the corner;
/// 0 where masked.
std::vector<double> mean_pattern(Scan const& scan);

/// Share of the probe's own far field that falls on measured pixels: 1 without a mask. The power of a probe is the
/// measured light of a mean frame divided by it. At least 0.1: behind a beam stop that hides nearly all of the probe's
/// light, what is measured was scattered by the sample and says little about the probe.
double measured_share(Scan const& scan, ProbeModes const& probe);

}  // namespace ptyger::solver
