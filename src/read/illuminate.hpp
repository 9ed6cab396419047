#pragma once

#include <vector>

#include "core/placed_object.hpp"

namespace ptyger::read {

/// Illumination: sum of |probe|^2 of all modes over all positions, which are rounded to whole pixels; [row][col] of the
/// object. Empty when pixel or centre of the object are unknown, or when no position lies on the object.
std::vector<double> illuminate(core::PlacedObject const& placed, ProbeModes const& probe,
                               std::vector<Position> const& positions);

}  // namespace ptyger::read
