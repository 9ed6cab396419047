#pragma once

#include "solver/workspace.hpp"

namespace ptyger::solver {

/// Step lengths along one sequence of directions: tries 0, half, once and twice the last step in one pass and
/// interpolates; the `reference` rule takes the first of 1, 1/2, 1/4, ... that lowers the objective.
///
/// The trials look at every stride-th frame, another set each time (the `reference` rule at all): a step length is one
/// number, and some hundred frames spread evenly over the field give it as well as all of them for a fraction of the
/// transforms. That the objective of all frames falls is seen by the loop with the next gradient.
template <class Exec, class Real>
class StepSearch {
 public:
  /// What a search knows of those before it.
  struct State {
    int searches = 0;
    double last = 1;  ///< the last length found
  };

  StepSearch(Workspace<Exec, Real>& workspace, Noise noise, Rule rule);

  /// Step along `direction` from the estimate of the workspace, where the objective of all frames is `objective`;
  /// 0 when no step lowers it. Every device chooses the same from the same sums.
  double find(model::Estimate<Exec, Real> const& direction, model::Moves moves, double objective);
  [[nodiscard]] State& state() { return state_; }

 private:
  line_search::TrialValues values(model::Estimate<Exec, Real> const& direction, model::Moves moves,
                                  line_search::TrialSteps const& steps, bool repeated);
  void add_smoothness(line_search::TrialValues& values, model::Estimate<Exec, Real> const& direction,
                      model::Moves moves, line_search::TrialSteps const& steps, double share);
  double verified(model::Estimate<Exec, Real> const& direction, model::Moves moves, double step, double objective);

  Workspace<Exec, Real>& work_;
  Noise noise_;
  Rule rule_;
  int stride_;
  model::FrameSubsets<Exec> subsets_;
  model::FrameRange tried_;  ///< frames of the present search
  State state_;
};

}  // namespace ptyger::solver
