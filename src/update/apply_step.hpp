#pragma once

#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger::update {

/// estimate += step * direction, in the parts that move, over the whole local box of the object.
template <class Exec, class Real>
void apply_step(DeviceContext<Exec> const& device, model::Estimate<Exec, Real> const& estimate,
                model::Estimate<Exec, Real> const& direction, model::Moves moves, double step);

}  // namespace ptyger::update
