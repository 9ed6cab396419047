#pragma once

#include "ptyger/reconstruct.hpp"

namespace ptyger::tuning {

/// A distance by which the probe of a scan is propagated.
struct DefocusChoice {
  double distance_m = 0;     ///< metres, downstream
  ProbeModes probe;          ///< the propagated probe, with the measured power
  double misfit = 0;         ///< NRMSE of short starts with this probe
  double misfit_before = 0;  ///< NRMSE of short starts with the probe of the scan
  double transforms = 0;     ///< transforms of the search, per frame of the scan
};

/// Chooses the distance with which short starts explain the frames best (src/solver/README.md, "Blind probe"): a beam
/// of another day is focused elsewhere. The scan needs a probe, pixels and a wavelength.
DefocusChoice choose_defocus(Scan const& scan, Options const& options, Observer const& observer);

}  // namespace ptyger::tuning
