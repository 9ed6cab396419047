#pragma once

#include <span>

namespace ptyger::line_search {

/// One point of the objective along a direction.
struct Trial {
  double step = 0;
  double value = 0;
};

/// The step up to the longest trial where the polynomial through the trials is least. The trials begin with step 0,
/// rise, and bracket the last step, so this is one safeguarded Newton-like step from the best of them. 0 when nothing
/// lies below the value at 0.
double choose_step(std::span<Trial const> trials);

/// `reference` rule: the longest of the trial steps whose value lies below that at step 0, the first trial; else 0.
double first_falling(std::span<Trial const> trials);

}  // namespace ptyger::line_search
