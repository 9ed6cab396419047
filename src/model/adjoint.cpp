#include <algorithm>

#include "device/instantiate.hpp"
#include "model/back_projection.hpp"
#include "model/forward_model.hpp"
#include "model/illumination_kernels.hpp"

namespace ptyger::model {
namespace {

/// Frames that a thread of a GPU adds to the gradient of the probe at once, so that many threads remain. p: size of the
/// patches.
int frames_of_thread(int frames, int p) {
  constexpr std::int64_t threads = 1 << 18;  // about what fills a large GPU
  auto const per_frame = std::int64_t{p} * p / 8;
  return static_cast<int>(std::clamp<std::int64_t>(frames * per_frame / threads, 1, 32));
}

}  // namespace

template <class Exec, class Real>
void ForwardModel<Exec, Real>::adjoint(ChunkEstimate<Real> const& x, WaveRows<Real> residuals,
                                       Estimate<Exec, Real> const& gradient,
                                       Illumination<Exec, Real> const* illumination) {
  auto const p = probe_size_;
  auto const frames = x.chunk.count;
  bool const in_turn = frame_probes_ || device_.deterministic;
  // Replicated objects need the same bits on every device, which illuminate_object() adds for all frames alike.
  bool const illuminates_object =
      !is_host_device<Exec> && illumination != nullptr && !frame_probes_ && !scan_.replicated();
  auto const probe_gradient = frame_probes_ ? frame_probes_->clear_gradients() : gradient.probe.data();
  for_each_part(x.chunk, [&](int mode, int count) {
    auto const waves = residuals.part(mode, count);
    to_exit_waves(waves, x.chunk);
    BackProject<Exec, Real> kernel{x.probe.from(mode),
                                   x.patch,
                                   waves,
                                   cut(gradient.object, x.chunk),
                                   probe_gradient + std::int64_t{mode} * p * p,
                                   frame_probes_ ? std::int64_t{modes()} * p * p : 0,
                                   illumination != nullptr && mode == 0 ? illumination->probe.data() : nullptr,
                                   {},
                                   {},
                                   scan_.updated,
                                   frames,
                                   is_host_device<Exec> ? frames
                                   : in_turn            ? 1
                                                        : frames_of_thread(frames, p)};
    if (illuminates_object) {
      kernel.power = {illumination->power.data(), p, 0, nullptr, {}};
      kernel.object_illumination = cut(illumination->object, x.chunk);
    }
    device::add_strips(device_, "back-project", kernel.extent(), kernel);
  });
  if (frame_probes_) frame_probes_->gather(x.chunk);
  if (illumination != nullptr && !illuminates_object) illuminate_object(x.chunk, x.probe, *illumination);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::begin_illumination(Illumination<Exec, Real> const& illumination) {
  auto const p = probe_size_;
  device::set_zero(device_, illumination.object);
  device::set_zero(device_, illumination.probe);
  device::for_each_strip(
      device_.exec, "probe power", device::Extent{1, p, p},
      ProbePower<Real>{{images(Slot::estimate).probe, 0, p}, modes(), {illumination.power.data(), p, 0, nullptr, {}}});
  illuminate_from(scan_.earlier_neighbours(), illumination);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::illuminate(ChunkEstimate<Real> const& x, Illumination<Exec, Real> const& illumination) {
  illuminate_object(x.chunk, x.probe, illumination);
  AddObjectPower<Exec, Real> const kernel{x.patch, illumination.probe.data(), x.chunk.count, probe_size_};
  device::add_strips(device_, "illumination of the probe", kernel.extent(), kernel);
}

/// Adds the illumination of the object by every frame of a chunk, in the pixels that this device updates.
template <class Exec, class Real>
void ForwardModel<Exec, Real>::illuminate_object(FrameRange chunk, ProbeRows<Real> probe,
                                                 Illumination<Exec, Real> const& illumination) {
  auto const p = probe_size_;
  ImageRows<Real> power{illumination.power.data(), p, 0, nullptr, chunk};
  if (frame_probes_) {
    power = frame_probes_->powers();
    device::for_each_strip(device_.exec, "probe power", device::Extent{chunk.count, p, p},
                           ProbePower<Real>{probe, modes(), power});
  }
  scatter({power.base, power.stride, power.item_size, nullptr, chunk}, illumination.object, chunk);
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                             \
  template void ForwardModel<Exec, Real>::adjoint(ChunkEstimate<Real> const&, WaveRows<Real>,                      \
                                                  Estimate<Exec, Real> const&, Illumination<Exec, Real> const*);   \
  template void ForwardModel<Exec, Real>::begin_illumination(Illumination<Exec, Real> const&);                     \
  template void ForwardModel<Exec, Real>::illuminate(ChunkEstimate<Real> const&, Illumination<Exec, Real> const&); \
  template void ForwardModel<Exec, Real>::illuminate_object(FrameRange, ProbeRows<Real>,                           \
                                                            Illumination<Exec, Real> const&);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
