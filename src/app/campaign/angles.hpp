#pragma once

#include <string>
#include <vector>

#include "campaign/projection.hpp"

namespace ptyger::app {

/// Sets the angles of projections, degrees, from the values of --angles: a number for each projection, FIRST:STEP, or
/// the name of a text file with an angle, or the name of a projection and an angle, on each line (# begins a comment).
/// Throws InputError when the number of angles is not the number of projections, or a name is unknown.
void set_angles(std::vector<campaign::Projection>& projections, std::vector<std::string> const& angles);

}  // namespace ptyger::app
