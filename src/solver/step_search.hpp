#pragma once

#include "solver/workspace.hpp"

namespace ptyger {

/// Step lengths along one sequence of directions. Tries half, once and twice the last step in one pass and
/// interpolates; the `reference` rule takes the first of 1, 1/2, 1/4, ... that lowers the objective.
template <class Exec, class Real>
class StepSearch {
 public:
  StepSearch(Workspace<Exec, Real>& workspace, Noise noise, Rule rule) : work_(workspace), noise_(noise), rule_(rule) {}

  /// Step along `direction` from the estimate of the workspace, where the objective is `objective` and falls with
  /// `slope`; 0 when no step lowers it. Decided on one device.
  double find(Estimate<Exec, Real> const& direction, Moves moves, double objective, double slope);

 private:
  TrialValues values(Estimate<Exec, Real> const& direction, Moves moves, TrialSteps const& steps, bool repeated);
  double verified(double step, double objective);

  Workspace<Exec, Real>& work_;
  Noise noise_;
  Rule rule_;
  double last_ = 1;
};

}  // namespace ptyger
