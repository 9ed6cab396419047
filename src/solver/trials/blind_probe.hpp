#pragma once

#include "model/placement.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::solver {

/// A probe that was found from the frames alone (src/solver/README.md, "Blind probe").
struct BlindProbe {
  ProbeModes probe;       ///< one mode, scaled to the measured power
  double defocus = 0;     ///< c in F^-1( sqrt(mean pattern) exp(i pi c P k^2) )
  double misfit = 0;      ///< NRMSE of the trial frames before the steps of their last epoch
  double transforms = 0;  ///< transforms that the search made, per frame of the whole scan
};

/// Searches the defocus by short trial starts on about 100 neighbouring frames in the middle of the scan. In a near
/// field the distance is known: nothing is searched, and the probe is the mean frame, propagated back to the sample.
/// mean: mean pattern of the scan, [row][col], zero frequency in the corner.
BlindProbe find_probe(Scan const& scan, std::vector<double> const& mean, Options const& options,
                      Observer const& observer);

}  // namespace ptyger::solver
