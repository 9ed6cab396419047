#include "model/forward_model.hpp"

#include <algorithm>

#include "device/instances.hpp"
#include "device/instantiate.hpp"
#include "model/probe_shift.hpp"

namespace ptyger::model {
template <class Exec, class Real>
ForwardModel<Exec, Real>::ForwardModel(DeviceContext<Exec> const& device, DeviceScan<Exec, Real>& scan, int probe_size)
    : device_(device),
      scan_(scan),
      modes_(scan.modes),
      probe_size_(probe_size),
      chunk_frames_(scan.chunk_frames),
      shifting_(scan.sampling == Sampling::fourier),
      detector_fft_(device, scan.detector, fft::row_pitch<Exec>(scan.detector)) {
  auto const c = chunk_frames_;
  auto const p = probe_size_;
  auto const image = static_cast<std::size_t>(p) * static_cast<std::size_t>(p);
  auto const stacked = static_cast<std::size_t>(c) * static_cast<std::size_t>(modes_);
  waves_ = make_view<Array1<Exec, Complex<Real>>>(device, "waves", 3 * stacked * wave_pixels());
  chunk_sums_ = make_view<Array1<Exec, device::Sums<4>>>(device, "chunk sums", scan.frames);
  chunk_sums_host_ = Kokkos::create_mirror_view(chunk_sums_);
  if (shifting_) {
    probe_fft_ = std::make_unique<fft::Fft2dBatch<Exec, Real>>(device, p);
    powers_ = make_view<Array3<Exec, Real>>(device, "probe powers", c, p, p);
    unshifted_ = make_zeros<Array3<Exec, Complex<Real>>>(device, "probe gradient spectrum", modes_, p, p);
    phases_ = make_view<Array1<Exec, Complex<Real>>>(device, "shift phases", 2 * c * p);
    for (auto& slot : spectrum_) slot = make_view<Array3<Exec, Complex<Real>>>(device, "probe spectrum", modes_, p, p);
    for (auto& slot : shifted_)
      slot = make_view<Array1<Exec, Complex<Real>>>(device, "shifted probes", stacked * image);
    unshifting_ = make_view<Array1<Exec, Complex<Real>>>(device, "residuals of shifted probes", stacked * image);
  }
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::set_probe(Array3<Exec, Complex<Real>> const& probe, Slot slot) {
  auto const index = static_cast<std::size_t>(slot);
  shared_[index] = probe.data();
  if (!shifting_) return;
  Kokkos::deep_copy(device_.exec, spectrum_[index], probe);
  probe_fft_->forward(spectrum_[index].data(), modes_);
}

template <class Exec, class Real>
ProbeRows<Real> ForwardModel<Exec, Real>::probe(FrameRange chunk, Slot slot) {
  auto const index = static_cast<std::size_t>(slot);
  if (!shifting_) return {shared_[index], 0, probe_size_};
  return shifted(chunk, spectrum_[index], shifted_[index], Along::none);
}

template <class Exec, class Real>
ProbeRows<Real> ForwardModel<Exec, Real>::probe_derivative(FrameRange chunk, Along along) {
  return shifted(chunk, spectrum_[0], shifted_[1], along);
}

template <class Exec, class Real>
ProbeRows<Real> ForwardModel<Exec, Real>::shifted(FrameRange chunk, Array3<Exec, Complex<Real>> const& spectrum,
                                                  Array1<Exec, Complex<Real>> const& to, Along along) {
  auto const p = probe_size_;
  auto const image = std::int64_t{p} * p;
  device::for_each_strip(device_.exec, "shift phases", device::Extent{chunk.count, 2, p},
                         ShiftPhases<Real>{scan_.fraction.data(), chunk, phases_.data(), p, along});
  device::for_each_strip(
      device_.exec, "shift probes", device::Extent{chunk.count, modes_ * p, p},
      ShiftSpectrum<Real>{spectrum.data(), phases_.data(), to.data(), modes_, p, Real(1) / static_cast<Real>(image)});
  probe_fft_->inverse(to.data(), chunk.count * modes_);
  transformed_ += std::int64_t{chunk.count} * modes_;
  return {to.data(), modes_ * image, p};
}

template <class Exec, class Real>
WaveRows<Real> ForwardModel<Exec, Real>::waves(int which) const {
  auto const one = static_cast<std::size_t>(chunk_frames_) * static_cast<std::size_t>(modes_) * wave_pixels();
  return wave_rows(waves_.data() + static_cast<std::size_t>(which) * one);
}

template <class Exec, class Real>
WaveRows<Real> ForwardModel<Exec, Real>::wave_rows(Complex<Real>* base) const {
  return {base, modes_, scan_.detector, fft::row_pitch<Exec>(scan_.detector), (scan_.detector - probe_size_) / 2};
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::to_far_field(WaveRows<Real> waves, FrameRange chunk) {
  detector_fft_.forward(waves.base, chunk.count * modes_);
  transformed_ += std::int64_t{chunk.count} * modes_;
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::to_exit_waves(WaveRows<Real> waves, FrameRange chunk) {
  detector_fft_.inverse(waves.base, chunk.count * modes_);
  transformed_ += std::int64_t{chunk.count} * modes_;
}

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

template <class Exec, class Real>
Complex<Real>* ForwardModel<Exec, Real>::unshifting() {
  device::set_zero(device_, unshifting_);
  return unshifting_.data();
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::add_unshifted(FrameRange chunk) {
  auto const p = probe_size_;
  probe_fft_->forward(unshifting_.data(), chunk.count * modes_);
  transformed_ += std::int64_t{chunk.count} * modes_;
  device::for_each_strip(device_.exec, "unshift probe residuals", device::Extent{1, modes_ * p, p},
                         UnshiftSpectrum<Real>{unshifting_.data(), phases_.data(), unshifted_.data(), chunk.count,
                                               modes_, p, Real(1) / static_cast<Real>(p * p)});
}

template <class Exec, class Real>
void ForwardModel<Exec, Real>::finish_unshifted(Array3<Exec, Complex<Real>> const& gradient) {
  auto const p = probe_size_;
  auto const image = std::int64_t{p} * p;
  probe_fft_->inverse(unshifted_.data(), modes_);
  device::for_each_strip(
      device_.exec, "add to the probe's gradient", device::Extent{modes_, p, p},
      ScatterNearest<Exec, Complex<Real>>{
          {unshifted_.data(), p, image, nullptr, {}}, {gradient.data(), p, image, nullptr, {}}, {0, 0, p, p}});
  device::set_zero(device_, unshifted_);
}

template <class Exec, class Real>
ImageRows<Real> ForwardModel<Exec, Real>::powers() const {
  return {powers_.data(), probe_size_, std::int64_t{probe_size_} * probe_size_, nullptr, {}};
}

template <class Exec, class Real>
device::Sums<4> ForwardModel<Exec, Real>::total(int chunks) const {
  Kokkos::deep_copy(device_.exec, chunk_sums_host_, chunk_sums_);
  device_.exec.fence();
  device::check_launches(device_.exec);
  device::Sums<4> sum;
  for (int chunk = 0; chunk < chunks; ++chunk) sum += chunk_sums_host_(chunk);
  return sum;
}

#define PTYGER_INSTANTIATE(Exec, Real) template class ForwardModel<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
