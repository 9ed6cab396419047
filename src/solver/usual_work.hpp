#pragma once

namespace ptyger::solver {

// Estimates for a run whose number of iterations is not given.
inline constexpr int usual_iterations = 20;          ///< iterations until the stopping rule ends a run
inline constexpr double iteration_transforms = 2.5;  ///< transforms of an iteration, a frame and mode

}  // namespace ptyger::solver
