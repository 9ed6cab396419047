#pragma once

#include "core/random.hpp"
#include "solver/workspace.hpp"
#include "update/momentum_step.hpp"

namespace ptyger::solver {

/// The ordered-subset start (src/solver/README.md, but with the illumination of all frames, divided by the subsets, for
/// that of the subset's own, as in ordered-subset transmission tomography: the misfit falls faster and an epoch costs
/// less): epochs of preconditioned gradient steps with momentum over subsets of frames, always with the amplitude
/// residual. Changes the estimate of the workspace; its gradient carries the momentum.
template <class Exec, class Real>
class OrderedSubsetStart {
 public:
  OrderedSubsetStart(Workspace<Exec, Real>& workspace, int subsets, model::Moves moves, std::uint64_t seed);

  /// One epoch: every subset once, in random order. The misfit is that of each subset before its step, two transforms
  /// a frame and mode.
  model::Misfit epoch();
  /// Takes back the last epoch, forgets the momentum and halves the steps.
  void take_back();
  [[nodiscard]] double factor() const { return scales_.factor; }

 private:
  void illuminate();

  Workspace<Exec, Real>& work_;
  int subsets_;
  model::Moves moves_;
  model::FrameSubsets<Exec> frames_of_;  ///< [subset]
  core::Random random_;
  model::Estimate<Exec, Real> before_;  ///< the estimate at the beginning of the epoch
  update::MomentumScales scales_;
  int epoch_ = 0;
};

/// B = min(16, N / 32) subsets; 0, no start, for fewer than 64 frames.
int start_subsets(int frames);

/// Epochs of the start at the most; 0 without one.
int start_epochs(Options const& options, int frames);

}  // namespace ptyger::solver
