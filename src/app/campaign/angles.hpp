#pragma once

#include <string>
#include <vector>

#include "campaign/projection.hpp"

namespace ptyger::app {

/// Gives projections the angles that --angles says: numbers in their order, FIRST:STEP, or a text file with an angle on
/// each line, or the name of a projection and an angle; # begins a comment. Throws InputError when the numbers do not
/// match.
void set_angles(std::vector<campaign::Projection>& projections, std::vector<std::string> const& angles);

}  // namespace ptyger::app
