#include "model/near_field/propagator.hpp"

#include "device/copy.hpp"
#include "device/instantiate.hpp"
#include "fft/fft2d_batch.hpp"

namespace ptyger::model {

template <class Exec, class Real>
Propagator<Exec, Real>::Propagator(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan)
    : device_(device), scan_(scan) {
  auto const d = static_cast<std::size_t>(scan.detector);
  auto factors = propagator_factors(scan.fresnel->row, d);
  for (auto& factor : factors) factor /= static_cast<double>(d);
  for (auto const& factor : propagator_factors(scan.fresnel->col, d)) factors.push_back(factor);
  factors_ = make_view<Array2<Exec, Complex<Real>>>(device, "propagator", 2, d);
  device::copy_to_device(device, factors.data(), factors_);
  if (scan.sampling != Sampling::fourier) return;
  auto const frames = static_cast<std::size_t>(scan.chunk_frames);
  auto const pitch = static_cast<std::size_t>(fft::row_pitch<Exec>(scan.detector));
  shifted_ = make_view<Array1<Exec, Complex<Real>>>(device, "shifted propagators", frames * 2 * d);
  exit_waves_ = make_view<Array1<Exec, Complex<Real>>>(device, "exit waves",
                                                       frames * static_cast<std::size_t>(scan.modes) * d * pitch);
}

template <class Exec, class Real>
void Propagator<Exec, Real>::set(FrameRange chunk) {
  if (!shifts()) return;
  int const d = scan_.detector;
  device::for_each_strip(device_.exec, "shift propagators", device::Extent{chunk.count, 2, d},
                         ShiftPropagator<Real>{factors_.data(), scan_.fraction.data(), chunk, shifted_.data(), d});
}

template <class Exec, class Real>
PropagatorRows<Real> Propagator<Exec, Real>::rows() const {
  int const d = scan_.detector;
  if (!shifts()) return {factors_.data(), 0, d};
  return {shifted_.data(), 2 * std::int64_t{d}, d};
}

template <class Exec, class Real>
template <bool conjugate>
void Propagator<Exec, Real>::multiply(WaveRows<Real> spectra, int frames) const {
  int const d = scan_.detector;
  device::for_each_strip(device_.exec, "propagate", device::Extent{frames, d, d},
                         Propagate<Exec, Real, conjugate>{spectra, rows()});
}

template <class Exec, class Real>
void Propagator<Exec, Real>::propagate_derivative(WaveRows<Real> spectra, WaveRows<Real> exit_waves, Along along,
                                                  int frames) const {
  int const d = scan_.detector;
  device::for_each_strip(device_.exec, "propagate derivatives", device::Extent{frames, d, d},
                         PropagateDerivative<Exec, Real>{spectra, exit_waves, rows(), along == Along::rows});
}

#define PTYGER_INSTANTIATE(Exec, Real)                                              \
  template class Propagator<Exec, Real>;                                            \
  template void Propagator<Exec, Real>::multiply<false>(WaveRows<Real>, int) const; \
  template void Propagator<Exec, Real>::multiply<true>(WaveRows<Real>, int) const;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
