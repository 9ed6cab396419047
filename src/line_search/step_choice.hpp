#pragma once

#include <span>

namespace ptyger::line_search {

/// One point of the objective along a direction.
struct Trial {
  double step = 0;   ///< step length
  double value = 0;  ///< objective
};

/// The step, up to the longest trial step, at which the polynomial through the trials is least; 0 when no trial has a
/// lower value than step 0. trials: in the order of rising steps, the first at step 0.
double choose_step(std::span<Trial const> trials);

/// The step of the `reference` rule: the longest trial step whose value is lower than the value of the first trial, at
/// step 0; 0 when there is none.
double longest_falling_step(std::span<Trial const> trials);

}  // namespace ptyger::line_search
