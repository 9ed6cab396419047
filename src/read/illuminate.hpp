#pragma once

#include <vector>

#include "core/placed_object.hpp"

namespace ptyger::read {

/// Sum over all positions of the probe's intensity (all modes), [row][col] of the object, in the unit of |probe|^2;
/// every position is rounded to whole pixels. Empty when the object has no pixel or no place, or no position hits it.
std::vector<double> illuminate(core::PlacedObject const& placed, ProbeModes const& probe,
                               std::vector<Position> const& positions);

}  // namespace ptyger::read
