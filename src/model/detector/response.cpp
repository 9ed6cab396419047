#include "model/detector/response.hpp"

#include <algorithm>

#include "device/copy.hpp"
#include "device/instantiate.hpp"
#include "fft/fft2d_batch.hpp"
#include "model/detector/response_kernels.hpp"

namespace ptyger::model {

template <class Exec, class Real>
Response<Exec, Real>::Response(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan)
    : device_(device),
      grid_{scan.detector, static_cast<int>(scan.response.upsampling), static_cast<int>(scan.response.blur_side),
            !scan.fresnel},
      pitch_(fft::row_pitch<Exec>(scan.detector)),
      chunk_frames_(scan.chunk_frames) {
  auto const n = static_cast<std::size_t>(scan.detector);
  auto const frames = static_cast<std::size_t>(chunk_frames_);
  frame_values_ = n * static_cast<std::size_t>(pitch_);
  spread_ = make_view<Array1<Exec, Real>>(device, "point spread", std::max<std::size_t>(scan.response.blur.size(), 1));
  if (grid_.side > 0) device::copy_to_device(device, scan.response.blur.data(), spread_);
  formed_ = make_view<Array1<Exec, Real>>(device, "images before the response", 5 * frames * n * n);
  measured_ = make_view<Array1<Exec, Real>>(device, "images after the response", 5 * frames * n * n);
  waves_ = make_view<Array1<Exec, Complex<Real>>>(device, "measured far fields", 3 * frames * frame_values_);
}

template <class Exec, class Real>
ImageRows<Real> Response<Exec, Real>::images(Array1<Exec, Real> const& of) const {
  return {of.data(), grid_.size, std::int64_t{grid_.size} * grid_.size, nullptr, {}};
}

template <class Exec, class Real>
WaveRows<Real> Response<Exec, Real>::rows(int which, int modes) const {
  return {waves_.data() + static_cast<std::size_t>(which * chunk_frames_) * frame_values_, modes, grid_.size, pitch_,
          0};
}

/// Applies the response to so many images.
template <class Exec, class Real>
void Response<Exec, Real>::respond_to(int images_of_chunk, Real* to) const {
  auto const n = grid_.size;
  ImageRows<Real> const out{to, n, std::int64_t{n} * n, nullptr, {}};
  device::for_each_strip(device_.exec, "detector response", device::Extent{images_of_chunk, n, n},
                         Respond<Real>{grid_, spread_.data(), images(formed_), out});
}

template <class Exec, class Real>
WaveRows<Real> Response<Exec, Real>::fields(FrameRange chunk, WaveRows<Real> f) const {
  device::Extent const extent{chunk.count, grid_.size, grid_.size};
  device::for_each_strip(device_.exec, "intensities", extent, FormIntensities<Real>{f, images(formed_)});
  respond_to(chunk.count, measured_.data());
  device::for_each_strip(device_.exec, "measured far fields", extent, FormRoots<Real>{images(measured_), rows(0, 1)});
  return rows(0, 1);
}

template <class Exec, class Real>
void Response<Exec, Real>::carry_back(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> residual) const {
  device::Extent const extent{chunk.count, grid_.size, grid_.size};
  device::for_each_strip(device_.exec, "weights of the detector", extent,
                         FormWeights<Real>{residuals(), rows(0, 1), images(measured_)});
  device::for_each_strip(device_.exec, "spread weights", extent,
                         WeighBySpread<Real>{grid_, spread_.data(), images(measured_), f, residual});
}

/// Divides the first images after the response by g.
template <class Exec, class Real>
void Response<Exec, Real>::divide(FrameRange chunk, WaveRows<Real> to, int mode) const {
  respond_to(2 * chunk.count, measured_.data());
  device::for_each_strip(device_.exec, "derivatives of measured far fields",
                         device::Extent{chunk.count, grid_.size, grid_.size},
                         DivideByRoots<Real>{images(measured_), rows(0, 1), to, mode});
}

template <class Exec, class Real>
WaveRows<Real> Response<Exec, Real>::derivative(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> df,
                                                int which) const {
  device::for_each_strip(device_.exec, "products of far fields", device::Extent{chunk.count, grid_.size, grid_.size},
                         FormProducts<Real>{f, df, f.modes, 0, images(formed_)});
  divide(chunk, rows(which, 1), 0);
  return rows(which, 1);
}

template <class Exec, class Real>
void Response<Exec, Real>::replace_derivatives(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> parts) const {
  for (int k = 0; k < parts.modes; ++k) {
    device::for_each_strip(device_.exec, "products of far fields", device::Extent{chunk.count, grid_.size, grid_.size},
                           FormProducts<Real>{f, parts, 1, k, images(formed_)});
    divide(chunk, parts, k);
  }
}

template <class Exec, class Real>
Real* Response<Exec, Real>::coefficients(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> a, WaveRows<Real> b,
                                         Real* to) const {
  device::for_each_strip(device_.exec, "intensity coefficients", device::Extent{chunk.count, grid_.size, grid_.size},
                         FormCoefficients<Real>{f, a, b, images(formed_)});
  Real* const out = to != nullptr ? to : measured_.data();
  respond_to(5 * chunk.count, out);
  return out;
}

#define PTYGER_INSTANTIATE(Exec, Real) template class Response<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
