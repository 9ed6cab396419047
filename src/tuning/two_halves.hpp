#pragma once

#include "ptyger/result.hpp"

namespace ptyger::tuning {

/// Relative rms difference of two objects that were reconstructed from two halves of the frames, which began with the
/// same probe, over the pixels that are well lit in both. A complex factor and a phase ramp, which frames hardly
/// determine, are removed from it.
double object_difference(Result const& a, Result const& b);

/// Mean over these pixels of what the smoothness term charges for the differences to the right and to the lower
/// neighbour that both objects have in common: their square is Re(u conj(v)) for the differences u and v of both, since
/// the noise of the halves is independent. threshold: of edges, as Options::edge_threshold; 0: the mean square
/// difference.
double common_roughness(Result const& a, Result const& b, double threshold);

}  // namespace ptyger::tuning
