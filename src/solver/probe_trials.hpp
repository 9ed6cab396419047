#pragma once

#include "solver/workspace.hpp"

namespace ptyger::solver {

/// Short ordered-subset starts on a few neighbouring frames: the misfit as a function of the probe they begin with.
/// Several may run at the same time, each on a thread of its own.
class ProbeTrials {
 public:
  /// The frames are the `most_frames` nearest to the middle of the scan; the scan must outlive this.
  ProbeTrials(Scan const& scan, std::size_t probe_size, std::size_t modes, std::size_t most_frames,
              Options const& options);

  /// NRMSE of the frames before their steps of the last epoch: a cheap, nearly held-out judgement.
  double seen(ProbeModes const& probe, int epochs);

  /// NRMSE after the epochs: tells the true probe from one that only bends to the noise sooner.
  double settled(ProbeModes const& probe, int epochs);

  [[nodiscard]] double transforms() const { return static_cast<double>(work_.model.transformed()); }

 private:
  using Host = Kokkos::Serial;

  /// Misfit seen in the last epoch.
  model::Misfit start(ProbeModes const& probe, int epochs);
  double nrmse(double squares) const;

  std::uint64_t seed_;
  model::Placement whole_;
  std::vector<int> frames_;
  model::Placement part_;       ///< of these frames
  DeviceContext<Host> device_;  ///< an instance of its own, and plans that repeat when those of the run do
  comm::NoTransport<Host, float> transport_;
  Workspace<Host, float> work_;
};

/// The frames nearest to the middle of a scan, in ascending order of distance.
std::vector<int> middle_frames(std::vector<double> const& row, std::vector<double> const& col, std::size_t most);

}  // namespace ptyger::solver
