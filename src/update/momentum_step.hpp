#pragma once

#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger::update {

/// Lengths of one step of the ordered-subset start (src/solver/README.md).
struct MomentumScales {
  double factor = 1;        ///< 1, or 1/2 after the misfit rose; the probe takes 1.5 times as much
  double share = 1;         ///< of the illumination that the frames of one step make
  double object_floor = 0;  ///< 0.5 max sum |p|^2
  double probe_floor = 0;   ///< 0.5 share max of the probe's illumination
};

/// One preconditioned gradient step with momentum where this device steps the object: estimate -= factor gradient /
/// (share illumination + floor), after which half of the gradient stays and the next subset's is added to it. With the
/// illumination of a whole epoch that is the heavy ball v <- v/2 - C g without an array for v.
template <class Exec, class Real>
void momentum_step(DeviceContext<Exec> const& device, model::Estimate<Exec, Real> const& estimate,
                   model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
                   model::Moves moves, MomentumScales scales);

/// Leaves a gradient that all devices know with one of them a value, zero elsewhere, so that they can add to it and sum
/// it again.
template <class Exec, class Real>
void leave_with_owner(DeviceContext<Exec> const& device, model::Estimate<Exec, Real> const& gradient);

}  // namespace ptyger::update
