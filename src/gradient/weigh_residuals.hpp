#pragma once

#include "model/forward_model.hpp"

namespace ptyger::gradient {

/// Computes the residuals dL/df-bar of the far fields of a chunk with the given counts, times the scale of the adjoint,
/// and adds the misfit to the sums of the model. `residual` may be `far`.
template <class Exec, class Real>
void weigh_residuals(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real> const& model,
                     model::FrameRange chunk, model::AnyFrameRows const& counts, Noise noise, model::WaveRows<Real> far,
                     model::WaveRows<Real> residual);

}  // namespace ptyger::gradient
