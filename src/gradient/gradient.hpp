#pragma once

#include "model/far_fields.hpp"
#include "model/misfit.hpp"

namespace ptyger::gradient {

/// The gradient of the objective over a set of frames, and the illumination, at an estimate (src/solver/README.md,
/// "Model and objective"). Two transforms a frame and mode, one when far fields are cached; `fourier` two more.
template <class Exec, class Real>
class GradientPass {
 public:
  GradientPass(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real>& model)
      : device_(device), model_(model) {}

  /// Overwrites `gradient` with the gradient of `frames`, and `illumination` with the illumination of the object by the
  /// frames of all devices, in the pixels that this device updates, and of the probe by `frames`. Brings cached far
  /// fields up to date; `frames` must then be all frames of the device.
  /// Does not wait for the device: started_misfit() is the misfit afterwards.
  void start(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate, Noise noise,
             model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
             model::FarFields<Exec, Real>& cached);
  /// start() that waits for the device and returns the misfit.
  model::Misfit run(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate, Noise noise,
                    model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
                    model::FarFields<Exec, Real>& cached) {
    start(frames, estimate, noise, gradient, illumination, cached);
    return wait_for_misfit();
  }
  /// The misfit of the last start(), once the device has been waited for.
  [[nodiscard]] model::Misfit started_misfit() const;

  /// Adds the gradient of `frames` to `gradient`, without a cache of far fields.
  model::Misfit add(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate, Noise noise,
                    model::Estimate<Exec, Real> const& gradient);

  /// The misfit alone: one transform a frame and mode, none when far fields are cached.
  model::Misfit misfit(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate, Noise noise,
                       model::FarFields<Exec, Real>& cached);

  /// The illumination alone: no transforms, except for the shifts of `fourier`.
  void illuminate(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                  model::Illumination<Exec, Real> const& illumination);

 private:
  void pass(model::FrameRange frames, Noise noise, model::Estimate<Exec, Real> const& gradient,
            model::Illumination<Exec, Real> const* illumination, model::FarFields<Exec, Real>& cached);
  model::WaveRows<Real> far_field(model::ChunkEstimate<Real> const& x, model::FarFields<Exec, Real> const& cached);
  void finish(model::FarFields<Exec, Real>& cached) const;
  model::Misfit wait_for_misfit() const;

  DeviceContext<Exec> const& device_;
  model::ForwardModel<Exec, Real>& model_;
};

}  // namespace ptyger::gradient
