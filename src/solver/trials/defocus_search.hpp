#pragma once

#include <functional>

#include "ptyger/reconstruct.hpp"

namespace ptyger::solver {

inline constexpr std::size_t defocus_trial_frames = 100;  ///< frames of a trial, nearest to the middle of the scan

/// Initial probes as a function of the defocus c: their far fields have the phase pi c P k^2, k in cycles a pixel.
struct DefocusedProbes {
  std::size_t size = 0;                        ///< P: rows = columns, pixels
  std::size_t modes = 1;                       ///< number of modes
  double photons = 0;                          ///< power to which they are scaled
  std::function<ProbeModes(double)> probe_of;  ///< of any power; called by several threads

  /// The probe of a defocus with the power `photons`.
  [[nodiscard]] ProbeModes scaled(double defocus) const;
};

/// Defoci that are tried: from `least` to `most` with both signs, in geometric steps.
struct DefocusRange {
  double least = 0;
  double most = 0;
  bool zero = false;  ///< whether 0 is tried as well
};

/// The probe with which short starts explain the frames best.
struct FoundDefocus {
  ProbeModes probe;           ///< scaled to the measured power
  double defocus = 0;         ///< c
  double misfit = 0;          ///< NRMSE of the trial frames before the steps of their last epoch
  double misfit_at_zero = 0;  ///< the same with c = 0, if it was tried
  double transforms = 0;      ///< transforms that the search made, per frame of the whole scan
};

/// Searches the defocus by short trial starts on neighbouring frames in the middle of the scan.
FoundDefocus search_defocus(Scan const& scan, DefocusedProbes const& probes, DefocusRange range, Options const& options,
                            Observer const& observer);

}  // namespace ptyger::solver
