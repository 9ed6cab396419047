#include "solver/step_search.hpp"

#include "device/instantiate.hpp"
#include "line_search/step_choice.hpp"

namespace ptyger {
namespace {

constexpr int attempts = 8;  // the last ones try steps of a millionth

std::array<Trial, trial_steps> trials(TrialSteps const& steps, TrialValues const& values) {
  std::array<Trial, trial_steps> result;
  for (std::size_t k = 0; k < result.size(); ++k) result[k] = {steps[k], values[k]};
  return result;
}

}  // namespace

template <class Exec, class Real>
double StepSearch<Exec, Real>::find(Estimate<Exec, Real> const& direction, Moves moves, double objective,
                                    double slope) {
  bool const reference = rule_ == Rule::reference;
  double longest = reference ? 1 : 2 * last_;
  double step = 0;
  for (int attempt = 0; attempt < attempts && step == 0; ++attempt, longest /= 8) {
    TrialSteps const steps{longest / 4, longest / 2, longest};
    auto const tried = trials(steps, values(direction, moves, steps, attempt > 0));
    step = reference ? first_falling(objective, tried) : choose_step(objective, slope, tried);
  }
  if (work_.kept.coefficients.size() > 0) step = verified(step, objective);
  step = work_.transport.decide(step);
  if (step > 0) last_ = step;
  return step;
}

/// A repeated look along the same direction costs no transforms when the coefficients are kept.
template <class Exec, class Real>
TrialValues StepSearch<Exec, Real>::values(Estimate<Exec, Real> const& direction, Moves moves, TrialSteps const& steps,
                                           bool repeated) {
  auto& pass = work_.trial_pass;
  auto result = repeated && work_.kept.coefficients.size() > 0
                    ? pass.from_coefficients(work_.scan.all(), noise_, steps, work_.kept)
                    : pass.run(work_.scan.all(), work_.estimate, direction, moves, noise_, steps, work_.kept);
  work_.transport.sum(result);
  return result;
}

/// With kept coefficients the true objective at the chosen step is known before the estimate moves: halves the step
/// until it falls, as the loop would do at the cost of transforms.
template <class Exec, class Real>
double StepSearch<Exec, Real>::verified(double step, double objective) {
  if (step == 0) return 0;
  TrialSteps const steps{step / 4, step / 2, step};
  auto found = work_.trial_pass.from_coefficients(work_.scan.all(), noise_, steps, work_.kept);
  work_.transport.sum(found);
  return first_falling(objective, trials(steps, found));
}

#define PTYGER_INSTANTIATE(Exec, Real) template class StepSearch<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
