#include "model/forward_model.hpp"

#include "device/instantiate.hpp"

namespace ptyger::model {

template <class Exec, class Real>
ForwardModel<Exec, Real>::ForwardModel(DeviceContext<Exec> const& device, DeviceScan<Exec, Real>& scan, int probe_size)
    : device_(device),
      scan_(scan),
      probe_size_(probe_size),
      detector_fft_(device, scan.detector, fft::row_pitch<Exec>(scan.detector), scan.chunk_frames * scan.modes) {
  auto const chunk_waves = static_cast<std::size_t>(scan.chunk_frames) * static_cast<std::size_t>(scan.modes);
  waves_ = make_view<Array1<Exec, Complex<Real>>>(device, "waves", 3 * chunk_waves * wave_pixels());
  device::Extent const chunk{scan.chunk_frames, scan.detector, scan.detector};
  sums_ = device::PartialSums<Exec, 4>(device, chunk);
  if (FrameProbes<Exec, Real>::needed(scan))
    frame_probes_ = std::make_unique<FrameProbes<Exec, Real>>(device, scan, probe_size, transform_count_);
  if (!scan.response.ideal()) response_ = std::make_unique<Response<Exec, Real>>(device, scan);
  if (scan.fresnel) propagator_ = std::make_unique<Propagator<Exec, Real>>(device, scan);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::set_estimate(Estimate<Exec, Real> const& estimate) {
  images(Slot::estimate) = {estimate.object.data(), estimate.object.extent_int(1), estimate.probe.data()};
  if (frame_probes_) frame_probes_->set(estimate.probe, Slot::estimate);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::set_direction(Estimate<Exec, Real> const& direction, Moves moves) {
  images(Slot::direction) = {moves.object ? direction.object.data() : nullptr, direction.object.extent_int(1),
                             moves.probe ? direction.probe.data() : nullptr};
  if (frame_probes_ && moves.probe) frame_probes_->set(direction.probe, Slot::direction);
}

template <class Exec, class Real>
ChunkEstimate<Real> ForwardModel<Exec, Real>::at(FrameRange chunk) {
  if (propagator_) propagator_->set(chunk);
  return {chunk, probe(chunk, Slot::estimate), patches(chunk, Slot::estimate)};
}

/// The probe of a slot as the frames of a chunk see it; base null: it does not move.
template <class Exec, class Real>
ProbeRows<Real> ForwardModel<Exec, Real>::probe(FrameRange chunk, Slot slot) {
  if (images(slot).probe == nullptr) return {};
  if (frame_probes_) return frame_probes_->at(chunk, slot);
  return {images(slot).probe, 0, probe_size_};
}

/// The patches of the object of a slot at the positions of a chunk; base null: it does not move.
template <class Exec, class Real>
PatchRows<Real> ForwardModel<Exec, Real>::patches(FrameRange chunk, Slot slot, Along derivative) {
  if (images(slot).object == nullptr) return {};
  return {{images(slot).object, images(slot).stride, 0, scan_.corner.data(), chunk},
          scan_.sampling == Sampling::bilinear ? scan_.fraction.data() : nullptr,
          derivative};
}

template <class Exec, class Real>
WaveRows<Real> ForwardModel<Exec, Real>::waves(int which) const {
  auto const chunk_values =
      static_cast<std::size_t>(scan_.chunk_frames) * static_cast<std::size_t>(modes()) * wave_pixels();
  return wave_rows(waves_.data() + static_cast<std::size_t>(which) * chunk_values);
}

template <class Exec, class Real>
WaveRows<Real> ForwardModel<Exec, Real>::wave_rows(Complex<Real>* base) const {
  return {base, modes(), scan_.detector, fft::row_pitch<Exec>(scan_.detector), (scan_.detector - probe_size_) / 2};
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::transform(WaveRows<Real> waves, FrameRange chunk) {
  detector_fft_.forward(waves.base, chunk.count * waves.modes);
  transform_count_ += std::int64_t{chunk.count} * waves.modes;
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::transform_back(WaveRows<Real> waves, FrameRange chunk) {
  detector_fft_.inverse(waves.base, chunk.count * waves.modes);
  transform_count_ += std::int64_t{chunk.count} * waves.modes;
}

/// From exit waves to waves at the detector: F, or F^H H_j F in a near field.
template <class Exec, class Real>
void ForwardModel<Exec, Real>::to_far_field(WaveRows<Real> waves, FrameRange chunk) {
  transform(waves, chunk);
  if (!propagator_) return;
  propagator_->propagate(waves, chunk.count);
  transform_back(waves, chunk);
}

/// The adjoint of to_far_field().
template <class Exec, class Real>
void ForwardModel<Exec, Real>::to_exit_waves(WaveRows<Real> waves, FrameRange chunk) {
  if (propagator_) {
    transform(waves, chunk);
    propagator_->propagate_back(waves, chunk.count);
  }
  transform_back(waves, chunk);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::finish_adjoint(Estimate<Exec, Real> const& gradient) {
  if (frame_probes_) frame_probes_->add_to(gradient.probe);
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::finish_illumination(Illumination<Exec, Real> const& illumination) {
  illuminate_from(scan_.later_neighbours(), illumination);
}

/// Adds the illumination of the object by frames of other devices.
template <class Exec, class Real>
void ForwardModel<Exec, Real>::illuminate_from(FrameRange neighbours, Illumination<Exec, Real> const& illumination) {
  for_each_chunk(neighbours,
                 [&](FrameRange chunk) { illuminate_object(chunk, probe(chunk, Slot::estimate), illumination); });
}

/// Adds one image per frame to the pixels of a field that this device updates: the transpose of cutting patches.
template <class Exec, class Real>
void ForwardModel<Exec, Real>::scatter(ImageRows<Real const> images, Array2<Exec, Real> const& field,
                                       FrameRange chunk) const {
  auto const target = cut<Real>(field, chunk);
  auto const p = probe_size_;
  if (scan_.sampling == Sampling::bilinear)
    device::add_strips(device_, "scatter patches", device::Extent{chunk.count, p + 1, p + 1},
                       ScatterBilinear<Exec, Real>{images, target, scan_.fraction.data(), p, scan_.updated},
                       scan_.replicated());
  else
    device::add_strips(device_, "scatter patches", device::Extent{chunk.count, p, p},
                       ScatterNearest<Exec, Real>{images, target, scan_.updated}, scan_.replicated());
}

#define PTYGER_INSTANTIATE(Exec, Real) template class ForwardModel<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
