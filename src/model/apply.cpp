#include "device/instantiate.hpp"
#include "model/forward_model.hpp"

namespace ptyger::model {

template <class Exec, class Real>
void ForwardModel<Exec, Real>::apply(ChunkEstimate<Real> const& x, WaveRows<Real> f) {
  form_exit_waves(x.probe, x.patch, x.chunk, f);
  to_far_field(f, x.chunk);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::position_derivative(ChunkEstimate<Real> const& x, Along along, WaveRows<Real> f) {
  if (shifted_)
    form_exit_waves(shifted_->derivative(x.chunk, along), x.patch, x.chunk, f);
  else
    form_exit_waves(x.probe, patches(x.chunk, Slot::estimate, along), x.chunk, f);
  to_far_field(f, x.chunk);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::form_exit_waves(ProbeRows<Real> probe, PatchRows<Real> patch, FrameRange chunk,
                                               WaveRows<Real> waves) {
  device::for_each_strip(device_.exec, "form exit waves", device::Extent{chunk.count, scan_.detector, scan_.detector},
                         FormExitWaves<Exec, Real>{probe, patch, waves, scales()});
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                       \
  template void ForwardModel<Exec, Real>::apply(ChunkEstimate<Real> const&, WaveRows<Real>); \
  template void ForwardModel<Exec, Real>::position_derivative(ChunkEstimate<Real> const&, Along, WaveRows<Real>);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
