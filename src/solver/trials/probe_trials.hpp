#pragma once

#include "solver/workspace.hpp"

namespace ptyger::solver {

/// Short ordered-subset starts on a few neighbouring frames: the misfit as a function of the initial probe. Several
/// objects may run at the same time, each on its own thread.
class ProbeTrials {
 public:
  /// The frames are the `most_frames` nearest to the middle of the scan; the scan must outlive this.
  ProbeTrials(Scan const& scan, std::size_t probe_size, std::size_t modes, std::size_t most_frames,
              Options const& options);

  /// NRMSE of the frames before their steps of the last epoch: it costs nothing and is nearly held out.
  double misfit_before_last_epoch(ProbeModes const& probe, int epochs);

  /// NRMSE after all epochs: tells the true probe from a probe that only follows the noise sooner.
  double misfit_after(ProbeModes const& probe, int epochs);

  /// Images transformed so far.
  [[nodiscard]] double transforms() const { return static_cast<double>(work_.model.transforms().device_images()); }

 private:
  using Host = Kokkos::Serial;

  /// Runs a start. Returns the misfit of the subsets before their steps of the last epoch.
  model::Misfit run_start(ProbeModes const& probe, int epochs);
  double nrmse(double squares) const;

  std::uint64_t seed_;
  model::Placement scan_placement_;   ///< of all frames on the whole object
  std::vector<int> frames_;           ///< numbers in the scan of the frames that are tried
  model::Placement trial_placement_;  ///< the same on an object that just holds frames_
  DeviceContext<Host> device_;        ///< deterministic if the run is
  comm::NoTransport<Host, float> transport_;
  Workspace<Host, float> work_;
};

}  // namespace ptyger::solver
