#pragma once

#include "model/far_fields.hpp"
#include "model/misfit.hpp"

namespace ptyger {

/// The gradient of the objective over a set of frames, and the illumination, at an estimate (solver.md, "Model and
/// objective"). Two transforms a frame and mode, one when the far field is carried; `fourier` two more.
template <class Exec, class Real>
class GradientPass {
 public:
  GradientPass(DeviceContext<Exec> const& device, ForwardModel<Exec, Real>& model) : device_(device), model_(model) {}

  /// Overwrites `gradient` with that of the frames of this device, and `illumination`: the object's by the frames of
  /// all devices where this one steps it, the probe's by its own frames. With carried far fields (all frames only)
  /// makes their pending step, or computes them when they are not current.
  Misfit run(FrameRange frames, Estimate<Exec, Real> const& estimate, Noise noise, Estimate<Exec, Real> const& gradient,
             Illumination<Exec, Real> const& illumination, FarFields<Exec, Real>& kept);

  /// Adds the gradient of `frames` onto `gradient`; keeps nothing.
  Misfit add(FrameRange frames, Estimate<Exec, Real> const& estimate, Noise noise,
             Estimate<Exec, Real> const& gradient);

  /// The misfit alone: one transform a frame and mode, none when the far field is carried.
  Misfit misfit(FrameRange frames, Estimate<Exec, Real> const& estimate, Noise noise, FarFields<Exec, Real>& kept);

  /// The illumination alone: no transform but the shifts of `fourier`.
  void illuminate(FrameRange frames, Estimate<Exec, Real> const& estimate,
                  Illumination<Exec, Real> const& illumination);

 private:
  Misfit pass(FrameRange frames, Estimate<Exec, Real> const& estimate, Noise noise,
              Estimate<Exec, Real> const& gradient, Illumination<Exec, Real> const* illumination,
              FarFields<Exec, Real>& kept);
  void begin(Estimate<Exec, Real> const& estimate, Illumination<Exec, Real> const& illumination);
  WaveRows<Real> far_field(FrameRange chunk, PatchRows<Real> patch, ProbeRows<Real> probe,
                           FarFields<Exec, Real> const& kept);
  void project_back(FrameRange chunk, PatchRows<Real> patch, ProbeRows<Real> probe,
                    Estimate<Exec, Real> const& gradient, Real* probe_light);
  void light_object(FrameRange chunk, ProbeRows<Real> probe, Illumination<Exec, Real> const& illumination);
  void light_from(FrameRange neighbours, Illumination<Exec, Real> const& illumination);
  Misfit finish(int chunks, FarFields<Exec, Real>& kept) const;

  DeviceContext<Exec> const& device_;
  ForwardModel<Exec, Real>& model_;
};

}  // namespace ptyger
