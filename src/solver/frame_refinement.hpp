#pragma once

#include "solver/frame_proposals.hpp"
#include "solver/workspace.hpp"
#include "update/frame_fit.hpp"

namespace ptyger::solver {

/// Corrects what belongs to single frames, position and brightness, and the background of all, in turn with the steps
/// of object and probe: a Gauss-Newton step each. Every device steps its own frames and knows all of them.
/// What the objective cannot tell, or what object and probe may hold as well, is pinned: the mean of drifts and their
/// growth with the distance from the middle of the field, and the mean brightness.
template <class Exec, class Real>
class FrameRefinement {
 public:
  FrameRefinement(Workspace<Exec, Real>& workspace, Options const& options, model::Placement const& placement,
                  std::span<model::Tile const> tiles);

  /// Whether anything is to be refined.
  [[nodiscard]] bool wanted() const { return pass_.has_value(); }
  /// Whether it is to be refined after this CG iteration.
  [[nodiscard]] bool due(int iteration) const;
  /// One step from where the estimate is, after this epoch of the start or CG iteration. Collective.
  void step(int iteration);
  /// Takes the last step back; the next ones are half as long.
  void take_back();

  [[nodiscard]] FrameCorrections const& corrections() const { return now_; }
  /// Goes on from these.
  void resume(FrameCorrections const& from);

 private:
  void propose(std::vector<update::FrameSlopes> const& slopes);
  void escape_false_minima();
  void try_drift(model::FrameRange frames, double row, double col);
  void share();
  void sum_background_slopes();
  void pin();
  void step_background();
  void place();

  Workspace<Exec, Real>& work_;
  Options const& options_;
  model::Placement const& placement_;  ///< where the scan says that frames lie
  model::Tile const& tile_;
  FrameProposals proposals_;
  std::vector<double> background_slopes_;  ///< [2][row][col] dL/db and its curvature, of all frames
  std::optional<update::FrameFitPass<Exec, Real>> pass_;
  FrameCorrections now_;
  FrameCorrections before_;  ///< the last step
  // Memory of one step, kept from step to step.
  model::Placement moved_;                           ///< where the corrected frames lie
  std::optional<model::FrameSubsets<Exec>> by_fit_;  ///< 0: frames that look around, 1: the others; positions only
  std::vector<int> fits_;                            ///< [frame of the device] its subset of by_fit_
  std::vector<double> least_;                        ///< [frame of the scan] least objective of all drifts tried
};

}  // namespace ptyger::solver
