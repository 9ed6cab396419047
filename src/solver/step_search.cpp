#include "solver/step_search.hpp"

#include <algorithm>
#include <utility>

#include "device/instantiate.hpp"
#include "line_search/step_choice.hpp"
#include "model/trial_frames.hpp"

namespace ptyger::solver {
namespace {

constexpr int attempts = 8;                  // each tries steps an eighth as long, the last one about a millionth
constexpr double least_last_step = 1. / 64;  // a smaller step of a poor direction says nothing about the next direction

std::array<line_search::Trial, line_search::trial_steps> trials(line_search::TrialSteps const& steps,
                                                                line_search::TrialValues const& values) {
  std::array<line_search::Trial, line_search::trial_steps> result;
  for (std::size_t k = 0; k < result.size(); ++k) result[k] = {steps[k], values[k]};
  return result;
}

/// Share of all frames that a search evaluates, the same on every device.
double share_of(model::FrameRange const& tried, int total_frames) {
  if (tried.list == nullptr) return 1;
  int const frames = (total_frames - tried.offset + tried.stride - 1) / tried.stride;
  return double(frames) / total_frames;
}

}  // namespace

template <class Exec, class Real>
StepSearch<Exec, Real>::StepSearch(Workspace<Exec, Real>& workspace, Noise noise, Rule rule)
    : work_(workspace),
      noise_(noise),
      rule_(rule),
      stride_(rule == Rule::reference ? 1 : model::trial_stride(workspace.scan.total_frames)),
      subsets_(workspace.device, workspace.scan.ranks, stride_) {}

template <class Exec, class Real>
double StepSearch<Exec, Real>::find(model::Estimate<Exec, Real> const& direction, model::Moves moves,
                                    double objective) {
  bool const reference = rule_ == Rule::reference;
  bool repeated = false;
  auto const search = [&](model::FrameRange frames) {
    tried_ = frames;
    double step = 0;
    double longest = reference ? 1 : 2 * state_.last_step;
    for (int attempt = 0; attempt < attempts && step == 0; ++attempt, longest /= 8) {
      line_search::TrialSteps const steps{0, longest / 4, longest / 2, longest};
      auto const tried = trials(steps, values(direction, moves, steps, std::exchange(repeated, true)));
      step = reference ? line_search::longest_falling_step(tried) : line_search::choose_step(tried);
    }
    return step;
  };
  double step = search(subsets_[state_.searches++ % stride_]);
  if (step == 0 && stride_ > 1) step = search(work_.scan.all());  // all frames: their objective may fall all the same
  if (work_.cached.coefficients.size() > 0) step = verified_step(direction, moves, step, objective);
  if (step > 0) state_.last_step = std::max(step, least_last_step);
  return step;
}

/// Objective at the trial steps. With cached coefficients a repeated evaluation along one direction needs no
/// transforms.
template <class Exec, class Real>
line_search::TrialValues StepSearch<Exec, Real>::values(model::Estimate<Exec, Real> const& direction,
                                                        model::Moves moves, line_search::TrialSteps const& steps,
                                                        bool repeated) {
  auto& pass = work_.trial_pass;
  auto result = repeated && work_.cached.coefficients.size() > 0
                    ? pass.from_coefficients(tried_, noise_, steps, work_.cached)
                    : pass.run(tried_, work_.estimate, direction, moves, noise_, steps, work_.cached);
  work_.add_penalties(result, direction, moves, steps, share_of(tried_, work_.scan.total_frames));
  work_.total(result);
  return result;
}

/// With cached coefficients the objective of all frames at the chosen step is known before the estimate moves. Halves
/// the step until that objective is not above `objective`, which would cost transforms in the loop.
template <class Exec, class Real>
double StepSearch<Exec, Real>::verified_step(model::Estimate<Exec, Real> const& direction, model::Moves moves,
                                             double step, double objective) {
  if (step == 0) return 0;
  line_search::TrialSteps const steps{step / 8, step / 4, step / 2, step};
  auto found = work_.trial_pass.from_coefficients(work_.scan.all(), noise_, steps, work_.cached);
  work_.add_penalties(found, direction, moves, steps, 1);
  work_.total(found);
  for (std::size_t k = steps.size(); k-- > 0;)
    if (found[k] <= objective) return steps[k];
  return 0;
}

#define PTYGER_INSTANTIATE(Exec, Real) template class StepSearch<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
