#pragma once

#include "ptyger/result.hpp"

namespace ptyger::tuning {

/// Relative rms difference of two objects that were reconstructed from two halves of the frames, which began with the
/// same probe, over the pixels that are well lit in both. A complex factor and a phase ramp, which frames hardly
/// determine, are removed from it.
double object_difference(Result const& a, Result const& b);

/// Mean over these pixels of Re(u conj(v)) for the differences u and v of both objects to the right and to the lower
/// neighbour: the mean square difference without noise, since the noise of the halves is independent.
double common_roughness(Result const& a, Result const& b);

}  // namespace ptyger::tuning
