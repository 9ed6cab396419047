#pragma once

#include "solver/workspace.hpp"

namespace ptyger::solver {

/// Finds step lengths along one sequence of directions. One pass tries 0, half, once and twice the last step and
/// interpolates; the `reference` rule takes the first of 1, 1/2, 1/4, ... that lowers the objective.
///
/// A trial evaluates every stride-th frame, another set in each search; the `reference` rule evaluates all frames. A
/// step length is one number: some hundred frames spread evenly over the field determine it as well as all frames, with
/// fewer transforms. The loop checks the objective of all frames with the next gradient.
template <class Exec, class Real>
class StepSearch {
 public:
  /// State that one search leaves for the next.
  struct State {
    int searches = 0;      ///< number of searches so far
    double last_step = 1;  ///< the last step length found
  };

  StepSearch(Workspace<Exec, Real>& workspace, Noise noise, Rule rule);

  /// Step length along `direction` from the estimate of the workspace; 0 when no step lowers the objective. objective:
  /// of all frames at the estimate. Every device finds the same length from the same sums.
  double find(model::Estimate<Exec, Real> const& direction, model::Moves moves, double objective);
  [[nodiscard]] State& state() { return state_; }

 private:
  line_search::TrialValues values(model::Estimate<Exec, Real> const& direction, model::Moves moves,
                                  line_search::TrialSteps const& steps, bool repeated);
  double verified_step(model::Estimate<Exec, Real> const& direction, model::Moves moves, double step, double objective);

  Workspace<Exec, Real>& work_;
  Noise noise_;
  Rule rule_;
  int stride_;                         ///< a search evaluates every stride-th frame
  model::FrameSubsets<Exec> subsets_;  ///< one for each offset below the stride
  model::FrameRange tried_;            ///< frames that the present search evaluates
  State state_;
};

}  // namespace ptyger::solver
