#pragma once

#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger {

/// Lengths of one step of the ordered-subset start (solver.md): velocity <- 0.5 velocity - factor g / (weight + floor).
struct MomentumScales {
  double factor = 1;        ///< 1, or 1/2 after the misfit rose; the probe takes 1.5 times as much
  double object_floor = 0;  ///< 0.5 max sum |p|^2
  double probe_floor = 0;   ///< 0.5 max of the probe's illumination
};

/// One preconditioned gradient step with momentum; estimate += velocity.
template <class Exec, class Real>
void momentum_step(DeviceContext<Exec> const& device, Estimate<Exec, Real> const& estimate,
                   Estimate<Exec, Real> const& velocity, Estimate<Exec, Real> const& gradient,
                   Illumination<Exec, Real> const& illumination, Moves moves, MomentumScales scales);

}  // namespace ptyger
