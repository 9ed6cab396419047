#pragma once

#include "core/random.hpp"
#include "solver/workspace.hpp"
#include "update/momentum_step.hpp"

namespace ptyger::solver {

/// The ordered-subset start (src/solver/README.md, "Ordered-subset start"): epochs of preconditioned gradient steps
/// with momentum over subsets of frames, always with the residual of the amplitudes. The preconditioner is the
/// illumination by all frames divided by the number of subsets, as in ordered-subset transmission tomography: with it
/// the misfit falls faster, and an epoch costs less, than with the illumination by the frames of each subset. Changes
/// the estimate of the workspace; the gradient of the workspace carries the momentum.
template <class Exec, class Real>
class OrderedSubsetStart {
 public:
  OrderedSubsetStart(Workspace<Exec, Real>& workspace, int subsets, model::Moves moves, std::uint64_t seed);

  /// One epoch: every subset makes a step, in random order. Returns the misfit of each subset before its step. Two
  /// transforms a frame and mode.
  model::Misfit epoch();
  /// Restores the estimate before the last epoch, clears the momentum and halves the steps.
  void take_back();
  /// Factor of the steps of the next epoch, 1 at first. From about 2 on the misfit rises.
  [[nodiscard]] double factor() const { return scales_.factor; }
  void set_factor(double factor) { scales_.factor = factor; }

 private:
  void illuminate();

  Workspace<Exec, Real>& work_;
  int subsets_;  ///< number of subsets
  model::Moves moves_;
  model::FrameSubsets<Exec> subset_frames_;  ///< [subset] its frames
  core::Random random_;
  model::Estimate<Exec, Real> estimate_before_;  ///< estimate at the beginning of the last epoch
  update::MomentumScales scales_;
  int epoch_ = 0;  ///< epochs since the beginning or the last take_back()
};

/// Number of subsets, B = min(16, N / 16); 0, which means no start, for fewer than 32 frames.
int start_subsets(int frames);

/// Largest number of epochs of the start; 0 when there is no start.
int start_epochs(Options const& options, int frames);

}  // namespace ptyger::solver
