#pragma once

#include <span>

namespace ptyger {

/// One point of the objective along a direction.
struct Trial {
  double step = 0;
  double value = 0;
};

/// The step in (0, 2 max trial step] where the polynomial through value and slope at 0 and through the trials is least.
/// The trials bracket the last step, so this is one safeguarded Newton-like step from the best of them. Never beyond
/// the largest trial unless the objective still falls there. Returns 0 when nothing lies below `at_zero`.
double choose_step(double at_zero, double slope, std::span<Trial const> trials);

/// `reference` rule: the longest of the trial steps that lowers the objective, else 0.
double first_falling(double at_zero, std::span<Trial const> trials);

}  // namespace ptyger
