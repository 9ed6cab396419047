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
    device::for_each_strip(device_.exec, "form exit waves", device::Extent{chunk.count, scan_.detector, scan_.detector},
                           FormExitWaves<Exec, Real>{probe.from(mode), patch, waves, scales()});
    to_far_field(waves, chunk);
  });
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::position_derivative(ChunkEstimate<Real> const& x, Along along, WaveRows<Real> f) {
  if (scan_.sampling == Sampling::fourier)
    apply(frame_probes_->derivative(x.chunk, along), x.patch, x.chunk, f);
  else
    apply(x.probe, patches(x.chunk, Slot::estimate, along), x.chunk, f);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::apply_variations(ChunkEstimate<Real> const& x, WaveRows<Real> f) {
  device::for_each_strip(device_.exec, "form exit waves", device::Extent{x.chunk.count, scan_.detector, scan_.detector},
                         FormExitWaves<Exec, Real>{frame_probes_->variations(x.chunk), x.patch, f, scales()});
  to_far_field(f, x.chunk);
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                  \
  template void ForwardModel<Exec, Real>::apply(ChunkEstimate<Real> const&, WaveRows<Real>);            \
  template void ForwardModel<Exec, Real>::apply_variations(ChunkEstimate<Real> const&, WaveRows<Real>); \
  template void ForwardModel<Exec, Real>::position_derivative(ChunkEstimate<Real> const&, Along, WaveRows<Real>);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
