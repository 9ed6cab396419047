#include "model/shifted_probes.hpp"

#include "device/instantiate.hpp"
#include "model/probe_shift.hpp"

namespace ptyger::model {

template <class Exec, class Real>
ShiftedProbes<Exec, Real>::ShiftedProbes(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan,
                                         int probe_size, TransformCount& transforms)
    : device_(device),
      scan_(scan),
      transform_count_(transforms),
      size_(probe_size),
      fft_(device, probe_size, probe_size, scan.chunk_frames * scan.modes) {
  auto const frames = scan.chunk_frames;
  auto const p = size_;
  auto const values = static_cast<std::size_t>(frames) * static_cast<std::size_t>(scan.modes) *
                      static_cast<std::size_t>(p) * static_cast<std::size_t>(p);
  powers_ = make_view<Array3<Exec, Real>>(device, "probe powers", frames, p, p);
  gradient_spectrum_ = make_zeros<Array3<Exec, Complex<Real>>>(device, "probe gradient spectrum", scan.modes, p, p);
  phases_ = make_view<Array1<Exec, Complex<Real>>>(device, "shift phases", 2 * frames * p);
  for (auto& slot : spectrum_)
    slot = make_view<Array3<Exec, Complex<Real>>>(device, "probe spectrum", scan.modes, p, p);
  for (auto& slot : shifted_) slot = make_view<Array1<Exec, Complex<Real>>>(device, "shifted probes", values);
  gradients_ = make_view<Array1<Exec, Complex<Real>>>(device, "gradients of shifted probes", values);
}

template <class Exec, class Real>
void ShiftedProbes<Exec, Real>::set(Array3<Exec, Complex<Real>> const& probe, Slot slot) {
  auto const& spectrum = spectrum_[static_cast<std::size_t>(slot)];
  Kokkos::deep_copy(device_.exec, spectrum, probe);
  fft_.forward(spectrum.data(), scan_.modes);
}

template <class Exec, class Real>
ProbeRows<Real> ShiftedProbes<Exec, Real>::shift(FrameRange chunk, Slot slot) {
  auto const index = static_cast<std::size_t>(slot);
  return shift(chunk, spectrum_[index], shifted_[index], Along::none);
}

template <class Exec, class Real>
ProbeRows<Real> ShiftedProbes<Exec, Real>::derivative(FrameRange chunk, Along along) {
  return shift(chunk, spectrum_[0], shifted_[1], along);
}

template <class Exec, class Real>
ProbeRows<Real> ShiftedProbes<Exec, Real>::shift(FrameRange chunk, Array3<Exec, Complex<Real>> const& spectrum,
                                                 Array1<Exec, Complex<Real>> const& shifted, Along along) {
  auto const p = size_;
  auto const modes = scan_.modes;
  auto const image = std::int64_t{p} * p;
  device::for_each_strip(device_.exec, "shift phases", device::Extent{chunk.count, 2, p},
                         ShiftPhases<Real>{scan_.fraction.data(), chunk, phases_.data(), p, along});
  device::for_each_strip(device_.exec, "shift probes", device::Extent{chunk.count, modes * p, p},
                         ShiftSpectrum<Real>{spectrum.data(), phases_.data(), shifted.data(), modes, p,
                                             Real(1) / static_cast<Real>(image)});
  fft_.inverse(shifted.data(), chunk.count * modes);
  transform_count_ += std::int64_t{chunk.count} * modes;
  return {shifted.data(), modes * image, p};
}

template <class Exec, class Real>
ImageRows<Real> ShiftedProbes<Exec, Real>::powers() const {
  return {powers_.data(), size_, std::int64_t{size_} * size_, nullptr, {}};
}

template <class Exec, class Real>
Complex<Real>* ShiftedProbes<Exec, Real>::clear_gradients() {
  device::set_zero(device_, gradients_);
  return gradients_.data();
}

template <class Exec, class Real>
void ShiftedProbes<Exec, Real>::unshift(FrameRange chunk) {
  auto const p = size_;
  auto const modes = scan_.modes;
  fft_.forward(gradients_.data(), chunk.count * modes);
  transform_count_ += std::int64_t{chunk.count} * modes;
  device::for_each_strip(device_.exec, "unshift probe residuals", device::Extent{1, modes * p, p},
                         UnshiftSpectrum<Exec, Real>{gradients_.data(), phases_.data(), gradient_spectrum_.data(),
                                                     chunk.count, modes, p, Real(1) / static_cast<Real>(p * p)});
}

template <class Exec, class Real>
void ShiftedProbes<Exec, Real>::add_to(Array3<Exec, Complex<Real>> const& gradient) {
  auto const p = size_;
  auto const image = std::int64_t{p} * p;
  fft_.inverse(gradient_spectrum_.data(), scan_.modes);
  device::for_each_strip(
      device_.exec, "add to the probe's gradient", device::Extent{scan_.modes, p, p},
      ScatterNearest<Exec, Complex<Real>>{
          {gradient_spectrum_.data(), p, image, nullptr, {}}, {gradient.data(), p, image, nullptr, {}}, {0, 0, p, p}});
  device::set_zero(device_, gradient_spectrum_);
}

#define PTYGER_INSTANTIATE(Exec, Real) template class ShiftedProbes<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
