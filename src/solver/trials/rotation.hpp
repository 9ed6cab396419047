#pragma once

#include "solver/trials/turn_trials.hpp"

namespace ptyger::solver {

/// Whether the misfits of two further trials, a few degrees to both sides of `best`, put the minimum off `best`.
bool suspect_rotation(TurnTrials const& trials, OrientationTrial const& best);

/// The rotation, degrees, with the least misfit near `best`: the vertex of a parabola through trials around the best of
/// a pattern search, rounded to 0.1. The rotation of `best` unless the difference is more than chance explains.
double find_rotation(TurnTrials const& trials, OrientationTrial const& best);

}  // namespace ptyger::solver
