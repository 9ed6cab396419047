#include "model/frame_probes.hpp"

#include "device/instantiate.hpp"
#include "model/frame_probe_kernels.hpp"

namespace ptyger::model {

template <class Exec, class Real>
FrameProbes<Exec, Real>::FrameProbes(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan,
                                     int probe_size, TransformCount& transforms)
    : device_(device),
      scan_(scan),
      transform_count_(transforms),
      size_(probe_size),
      fft_(device, probe_size, probe_size, scan.chunk_frames * std::max(scan.modes, scan.variation)) {
  auto const frames = scan.chunk_frames;
  auto const images = scan.modes + scan.variation;
  auto const p = size_;
  auto const values = [&](int count) {
    return static_cast<std::size_t>(frames) * static_cast<std::size_t>(count) * static_cast<std::size_t>(p) *
           static_cast<std::size_t>(p);
  };
  powers_ = make_view<Array3<Exec, Real>>(device, "probe powers", frames, p, p);
  sum_ = make_zeros<Array3<Exec, Complex<Real>>>(device, "sum of probe gradients", images, p, p);
  for (auto& slot : probes_)
    slot = make_view<Array1<Exec, Complex<Real>>>(device, "probes of frames", values(scan.modes));
  gradients_ = make_view<Array1<Exec, Complex<Real>>>(device, "gradients of the probes of frames", values(scan.modes));
  if (!shifts()) return;
  phases_ = make_view<Array1<Exec, Complex<Real>>>(device, "shift phases", 2 * frames * p);
  for (auto& slot : spectrum_) slot = make_view<Array3<Exec, Complex<Real>>>(device, "probe spectrum", images, p, p);
  if (scan.variation > 0)
    variations_ = make_view<Array1<Exec, Complex<Real>>>(device, "variation probes of frames", values(scan.variation));
}

template <class Exec, class Real>
void FrameProbes<Exec, Real>::set(Array3<Exec, Complex<Real>> const& probe, Slot slot) {
  auto const index = static_cast<std::size_t>(slot);
  images_[index] = probe.data();
  if (!shifts()) return;
  auto const& spectrum = spectrum_[index];
  images_[index] = spectrum.data();
  Kokkos::deep_copy(device_.exec, spectrum, probe);
  fft_.forward(spectrum.data(), scan_.modes + scan_.variation);
}

template <class Exec, class Real>
ProbeRows<Real> FrameProbes<Exec, Real>::at(FrameRange chunk, Slot slot) {
  auto const index = static_cast<std::size_t>(slot);
  return form(chunk, images_[index], scan_.modes, true, probes_[index].data(), Along::none);
}

template <class Exec, class Real>
ProbeRows<Real> FrameProbes<Exec, Real>::derivative(FrameRange chunk, Along along) {
  return form(chunk, images_[0], scan_.modes, true, probes_[1].data(), along);
}

template <class Exec, class Real>
ProbeRows<Real> FrameProbes<Exec, Real>::variations(FrameRange chunk) {
  auto const* const first = images_[0] + std::int64_t{scan_.modes} * size_ * size_;
  if (!shifts()) return {first, 0, size_};
  return form(chunk, first, scan_.variation, false, variations_.data(), Along::none);
}

/// Probes of the frames of a chunk in `to` from the first `modes` images. varies: adds the shares of the variation
/// probes behind them.
template <class Exec, class Real>
ProbeRows<Real> FrameProbes<Exec, Real>::form(FrameRange chunk, Complex<Real> const* images, int modes, bool varies,
                                              Complex<Real>* to, Along along) {
  auto const p = size_;
  auto const image = std::int64_t{p} * p;
  if (shifts())
    device::for_each_strip(device_.exec, "shift phases", device::Extent{chunk.count, 2, p},
                           ShiftPhases<Real>{scan_.fraction.data(), chunk, phases_.data(), p, along});
  FormFrameProbes<Real> const kernel{
      images, shifts() ? phases_.data() : nullptr, scan_.shares.data(), chunk, to, modes, varies ? scan_.variation : 0,
      p,      Real(1) / static_cast<Real>(image)};
  device::for_each_strip(device_.exec, "form probes of frames", device::Extent{chunk.count, modes * p, p}, kernel);
  if (shifts()) {
    fft_.inverse(to, chunk.count * modes);
    transform_count_ += std::int64_t{chunk.count} * modes;
  }
  return {to, modes * image, p};
}

template <class Exec, class Real>
ImageRows<Real> FrameProbes<Exec, Real>::powers() const {
  return {powers_.data(), size_, std::int64_t{size_} * size_, nullptr, {}};
}

template <class Exec, class Real>
Complex<Real>* FrameProbes<Exec, Real>::clear_gradients() {
  device::set_zero(device_, gradients_);
  return gradients_.data();
}

template <class Exec, class Real>
void FrameProbes<Exec, Real>::gather(FrameRange chunk) {
  auto const p = size_;
  auto const modes = scan_.modes;
  if (shifts()) {
    fft_.forward(gradients_.data(), chunk.count * modes);
    transform_count_ += std::int64_t{chunk.count} * modes;
  }
  GatherFrameProbes<Exec, Real> const kernel{gradients_.data(),
                                             shifts() ? phases_.data() : nullptr,
                                             scan_.shares.data(),
                                             chunk,
                                             sum_.data(),
                                             modes,
                                             scan_.variation,
                                             p,
                                             Real(1) / static_cast<Real>(p * p)};
  device::for_each_strip(device_.exec, "sum gradients of probes", device::Extent{1, (modes + scan_.variation) * p, p},
                         kernel);
}

template <class Exec, class Real>
void FrameProbes<Exec, Real>::add_to(Array3<Exec, Complex<Real>> const& gradient) {
  auto const p = size_;
  auto const image = std::int64_t{p} * p;
  auto const images = scan_.modes + scan_.variation;
  if (shifts()) fft_.inverse(sum_.data(), images);
  device::for_each_strip(
      device_.exec, "add to the probe's gradient", device::Extent{images, p, p},
      ScatterNearest<Exec, Complex<Real>>{
          {sum_.data(), p, image, nullptr, {}}, {gradient.data(), p, image, nullptr, {}}, {0, 0, p, p}});
  device::set_zero(device_, sum_);
}

#define PTYGER_INSTANTIATE(Exec, Real) template class FrameProbes<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
