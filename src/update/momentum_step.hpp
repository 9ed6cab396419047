#pragma once

#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger::update {

/// Scales of one step of the ordered-subset start (src/solver/README.md, "Ordered-subset start").
struct MomentumScales {
  double factor = 1;  ///< step length of the object, halved when the misfit rises; 1.5 times as long for the probe
  double share = 1;   ///< share of the illumination by all frames that the frames of one step contribute
  double object_floor = 0;  ///< 0.5 max sum |p|^2
  double probe_floor = 0;   ///< 0.5 share max of the illumination of the probe
};

/// One preconditioned gradient step with momentum in the pixels that this device updates: estimate -= factor gradient /
/// (share illumination + floor), then gradient /= 2; the gradient of the next subset is added to this half. While the
/// illumination stays the same this is the heavy-ball method v <- v/2 - C g without an array for v.
template <class Exec, class Real>
void momentum_step(DeviceContext<Exec> const& device, model::Estimate<Exec, Real> const& estimate,
                   model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
                   model::Moves moves, MomentumScales scales);

/// Sets the gradient to zero outside the owned pixels, and the gradient of the probe on all devices except device 0, so
/// that devices can add to it and sum it over the devices again.
template <class Exec, class Real>
void clear_outside_owned(DeviceContext<Exec> const& device, model::Estimate<Exec, Real> const& gradient);

}  // namespace ptyger::update
