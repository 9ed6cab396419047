#include "device/instantiate.hpp"
#include "model/forward_model.hpp"

namespace ptyger::model {

template <class Exec, class Real>
void ForwardModel<Exec, Real>::apply(ChunkEstimate<Real> const& x, WaveRows<Real> f) {
  apply(x.probe, x.patch, x.chunk, f);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::apply(ProbeRows<Real> probe, PatchRows<Real> patch, FrameRange chunk, WaveRows<Real> f) {
  for_each_part(chunk, [&](int mode, int count) {
    auto const waves = f.part(mode, count);
    form_exit_waves(probe.from(mode), patch, chunk, waves);
    to_far_field(waves, chunk);
  });
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::form_exit_waves(ProbeRows<Real> probe, PatchRows<Real> patch, FrameRange chunk,
                                               WaveRows<Real> waves) {
  device::for_each_strip(device_.exec, "form exit waves", device::Extent{chunk.count, scan_.detector, scan_.detector},
                         FormExitWaves<Exec, Real>{probe, patch, waves, scales()});
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::position_derivative(ChunkEstimate<Real> const& x, Along along, WaveRows<Real> f) {
  if (propagator_ && propagator_->shifts())
    shifting_derivative(x, along, f);
  else if (scan_.sampling == Sampling::fourier)
    apply(frame_probes_->derivative(x.chunk, along), x.patch, x.chunk, f);
  else
    apply(x.probe, patches(x.chunk, Slot::estimate, along), x.chunk, f);
}

/// position_derivative() when both the probe and the propagator are shifted by the fraction of the position.
template <class Exec, class Real>
void ForwardModel<Exec, Real>::shifting_derivative(ChunkEstimate<Real> const& x, Along along, WaveRows<Real> f) {
  auto const exit_waves = wave_rows(propagator_->exit_waves());
  form_exit_waves(x.probe, x.patch, x.chunk, exit_waves);
  transform(exit_waves, x.chunk);
  form_exit_waves(frame_probes_->derivative(x.chunk, along), x.patch, x.chunk, f);
  transform(f, x.chunk);
  propagator_->propagate_derivative(f, exit_waves, along, x.chunk.count);
  transform_back(f, x.chunk);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::apply_variations(ChunkEstimate<Real> const& x, WaveRows<Real> f) {
  form_exit_waves(frame_probes_->variations(x.chunk), x.patch, x.chunk, f);
  to_far_field(f, x.chunk);
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                  \
  template void ForwardModel<Exec, Real>::apply(ChunkEstimate<Real> const&, WaveRows<Real>);            \
  template void ForwardModel<Exec, Real>::apply_variations(ChunkEstimate<Real> const&, WaveRows<Real>); \
  template void ForwardModel<Exec, Real>::position_derivative(ChunkEstimate<Real> const&, Along, WaveRows<Real>);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
