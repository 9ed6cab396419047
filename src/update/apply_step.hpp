#pragma once

#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger {

/// estimate += step * direction, in the parts that move.
template <class Exec, class Real>
void apply_step(DeviceContext<Exec> const& device, Estimate<Exec, Real> const& estimate,
                Estimate<Exec, Real> const& direction, Moves moves, double step);

}  // namespace ptyger
