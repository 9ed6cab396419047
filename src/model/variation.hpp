#pragma once

#include <cstddef>

namespace ptyger::model {

/// Largest number of variation probes (src/solver/README.md, "Variable probe").
inline constexpr int most_variation = 4;
/// Whether the shares get a step after a CG iteration of this number: less often once the beam is known.
constexpr bool variation_due(int iteration) {
  return iteration % (iteration <= 8 ? 2 : 4) == 0;
}
/// Largest number of parameters of one frame: logarithm of the brightness, then real and imaginary part of each share.
inline constexpr int most_share_parameters = 2 * most_variation + 1;
/// Number of sums of one frame for such a step: gradient by its parameters, and upper triangle of the curvature.
inline constexpr std::size_t variation_sums =
    most_share_parameters + most_share_parameters * (most_share_parameters + 1) / 2;

}  // namespace ptyger::model
