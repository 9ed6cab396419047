#pragma once

#include "model/forward_model.hpp"

namespace ptyger::gradient {

/// Computes the residuals dL/df-bar of the far fields of a chunk with the given counts, times the scale of the adjoint,
/// and the sums of the misfit, which become chunk sums `number` of the model. `residual` may be `far`.
template <class Exec, class Real>
void weigh_residuals(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real> const& model,
                     model::FrameRange chunk, int number, model::AnyFrameRows const& counts, Noise noise,
                     model::WaveRows<Real> far, model::WaveRows<Real> residual);

}  // namespace ptyger::gradient
