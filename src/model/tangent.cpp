#include "device/instantiate.hpp"
#include "model/forward_model.hpp"

namespace ptyger::model {

template <class Exec, class Real>
void ForwardModel<Exec, Real>::tangent(ChunkEstimate<Real> const& x, WaveRows<Real> a, WaveRows<Real> b) {
  tangent(x, a, b, wave_rows(nullptr));
}

/// On a host device the far fields f are complete before a and b are begun, so that they stay in the cache.
template <class Exec, class Real>
void ForwardModel<Exec, Real>::apply_with_tangent(ChunkEstimate<Real> const& x, WaveRows<Real> f, WaveRows<Real> a,
                                                  WaveRows<Real> b) {
  if constexpr (is_host_device<Exec>) {
    apply(x, f);
    tangent(x, a, b);
  } else {
    tangent(x, a, b, f);
    to_far_field(f, x.chunk);
  }
}

/// tangent() that also forms the exit waves of the estimate in f, unless its base is null.
template <class Exec, class Real>
void ForwardModel<Exec, Real>::tangent(ChunkEstimate<Real> const& x, WaveRows<Real> a, WaveRows<Real> b,
                                       WaveRows<Real> f) {
  auto const probe_direction = probe(x.chunk, Slot::direction);
  auto const patch_direction = patches(x.chunk, Slot::direction);
  bool const joint = probe_direction.base != nullptr && patch_direction.field.base != nullptr;
  for_each_part(x.chunk, [&](int mode, int count) {
    auto const a_part = a.part(mode, count);
    auto const b_part = b.part(mode, count);
    device::for_each_strip(
        device_.exec, "form direction waves", device::Extent{x.chunk.count, scan_.detector, scan_.detector},
        FormDirectionWaves<Exec, Real>{x.probe.from(mode), probe_direction.from(mode), x.patch, patch_direction, a_part,
                                       b_part, scales(), f.part(mode, count)});
    to_far_field(a_part, x.chunk);
    if (joint) to_far_field(b_part, x.chunk);
  });
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                         \
  template void ForwardModel<Exec, Real>::tangent(ChunkEstimate<Real> const&, WaveRows<Real>, WaveRows<Real>); \
  template void ForwardModel<Exec, Real>::apply_with_tangent(ChunkEstimate<Real> const&, WaveRows<Real>,       \
                                                             WaveRows<Real>, WaveRows<Real>);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
