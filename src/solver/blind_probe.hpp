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

/// The probe of a near field: square root of the mean frame with the phase 0, propagated back to the sample. Pixels that
/// are not measured take the mean of their neighbours. Its power is not scaled.
ProbeModes back_propagated_probe(Scan const& scan, std::vector<double> const& mean);

/// Trial probe with a defocus: inverse transform of the square root of the mean pattern with a quadratic phase.
/// mean: [row][col], zero frequency in the corner. aspect: height of an object pixel over its width. The probe is
/// centred in its window; its power is not scaled.
ProbeModes defocused_probe(std::vector<double> const& mean, std::size_t size, double defocus, double aspect = 1);

}  // namespace ptyger::solver
