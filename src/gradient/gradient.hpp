#pragma once

#include "model/far_fields.hpp"
#include "model/misfit.hpp"

namespace ptyger::gradient {

/// The gradient of the objective over a set of frames, and the illumination, at an estimate (src/solver/README.md,
/// "Model and objective"). Two transforms a frame and mode, one when the far field is carried; `fourier` two more.
template <class Exec, class Real>
class GradientPass {
 public:
  GradientPass(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real>& model)
      : device_(device), model_(model) {}

  /// Overwrites `gradient` with that of the frames of this device, and `illumination`: the object's by the frames of
  /// all devices where this one steps it, the probe's by its own frames. With carried far fields (all frames only)
  /// makes their pending step, or computes them when they are not current.
  model::Misfit run(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate, Noise noise,
                    model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
                    model::FarFields<Exec, Real>& cached);

  /// Adds the gradient of `frames` onto `gradient`; keeps nothing.
  model::Misfit add(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate, Noise noise,
                    model::Estimate<Exec, Real> const& gradient);

  /// The misfit alone: one transform a frame and mode, none when the far field is carried.
  model::Misfit misfit(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate, Noise noise,
                       model::FarFields<Exec, Real>& cached);

  /// The illumination alone: no transform but the shifts of `fourier`.
  void illuminate(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                  model::Illumination<Exec, Real> const& illumination);

 private:
  model::Misfit pass(model::FrameRange frames, Noise noise, model::Estimate<Exec, Real> const& gradient,
                     model::Illumination<Exec, Real> const* illumination, model::FarFields<Exec, Real>& cached);
  model::WaveRows<Real> far_field(model::ChunkEstimate<Real> const& x, model::FarFields<Exec, Real> const& cached);
  model::Misfit finish(int chunks, model::FarFields<Exec, Real>& cached) const;

  DeviceContext<Exec> const& device_;
  model::ForwardModel<Exec, Real>& model_;
};

}  // namespace ptyger::gradient
