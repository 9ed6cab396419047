#pragma once

#include "model/forward_model.hpp"

namespace ptyger::gradient {

/// Far fields of a chunk, whose frames are `counts`, to dL/df-bar at the noise model, times the scale that makes the
/// next transform unitary; the sums of the misfit go to place `number` of the model's chunk sums. `residual` may be
/// `far`.
template <class Exec, class Real>
void weigh_residuals(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real> const& model,
                     model::FrameRange chunk, int number, model::AnyFrameRows const& counts, Noise noise,
                     model::WaveRows<Real> far, model::WaveRows<Real> residual);

}  // namespace ptyger::gradient
