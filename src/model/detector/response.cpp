#include "model/detector/response.hpp"

#include <algorithm>

#include "device/copy.hpp"
#include "device/instantiate.hpp"
#include "fft/fft2d_batch.hpp"
#include "model/detector/host_response.hpp"
#include "model/detector/response_kernels.hpp"

namespace ptyger::model {

template <class Exec, class Real>
Response<Exec, Real>::Response(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan)
    : device_(device),
      grid_(response_grid(scan.response, scan.detector, scan.fresnel.has_value())),
      pitch_(fft::row_pitch<Exec>(scan.detector)),
      chunk_frames_(scan.chunk_frames) {
  auto const n = static_cast<std::size_t>(scan.detector);
  auto const frames = static_cast<std::size_t>(chunk_frames_);
  auto const count = static_cast<std::size_t>(grid_.count());
  auto const padded = static_cast<std::size_t>(grid_.padded());
  frame_values_ = n * static_cast<std::size_t>(pitch_);
  auto spread = point_spread(scan.response);
  spread_ = make_view<Array1<Exec, Real>>(device, "point spread", spread.size());
  device::copy_to_device(device, spread.data(), spread_);
  std::reverse(spread.begin(), spread.end());
  turned_spread_ = make_view<Array1<Exec, Real>>(device, "turned point spread", spread.size());
  device::copy_to_device(device, spread.data(), turned_spread_);
  formed_ = make_view<Array1<Exec, Real>>(device, "images before the response", 5 * frames * n * n);
  padded_ = make_zeros<Array1<Exec, Real>>(device, "padded detector pixels",
                                           5 * frames * padded * padded + correlated_together<Exec>);
  correlated_ = make_view<Array1<Exec, Real>>(device, "detector pixels", 5 * frames * count * count);
  measured_ = make_view<Array1<Exec, Real>>(device, "images after the response", 5 * frames * n * n);
  waves_ = make_view<Array1<Exec, Complex<Real>>>(device, "measured far fields", 3 * frames * frame_values_);
}

template <class Exec, class Real>
ImageRows<Real> Response<Exec, Real>::images(Array1<Exec, Real> const& of, int size) const {
  return {of.data(), size, std::int64_t{size} * size, nullptr, {}};
}

template <class Exec, class Real>
WaveRows<Real> Response<Exec, Real>::rows(int which) const {
  return {waves_.data() + static_cast<std::size_t>(which * chunk_frames_) * frame_values_, 1, grid_.size, pitch_, 0};
}

/// Correlates the detector pixels of images with a point spread, for correlated_.
template <class Exec, class Real>
void Response<Exec, Real>::correlate(int images_of_chunk, Array1<Exec, Real> const& from, bool sums,
                                     Array1<Exec, Real> const& spread) const {
  device::Extent const extent{images_of_chunk, grid_.count(), grid_.count()};
  auto const padded = images(padded_, grid_.padded());
  device::for_each_strip(device_.exec, "take detector pixels", extent,
                         TakeDetectorPixels<Real>{grid_, sums, images(from, grid_.size), padded});
  device::for_each_strip(device_.exec, "correlate with the point spread", extent,
                         Correlate<Exec, Real>{grid_, spread.data(), padded, images(correlated_, grid_.count())});
}

/// What the detector measures of the first images in formed_.
template <class Exec, class Real>
void Response<Exec, Real>::respond(int images_of_chunk, Real* to) const {
  auto const n = grid_.size;
  correlate(images_of_chunk, formed_, true, turned_spread_);
  device::for_each_strip(
      device_.exec, "put detector pixels", device::Extent{images_of_chunk, n, n},
      PutDetectorPixels<Real>{grid_, images(correlated_, grid_.count()), {to, n, std::int64_t{n} * n, nullptr, {}}});
}

template <class Exec, class Real>
WaveRows<Real> Response<Exec, Real>::fields(FrameRange chunk, WaveRows<Real> f) const {
  device::Extent const extent{chunk.count, grid_.size, grid_.size};
  device::for_each_strip(device_.exec, "intensities", extent, FormIntensities<Real>{f, images(formed_, grid_.size)});
  respond(chunk.count, measured_.data());
  device::for_each_strip(device_.exec, "measured far fields", extent,
                         FormRoots<Real>{images(measured_, grid_.size), rows(0)});
  return rows(0);
}

template <class Exec, class Real>
void Response<Exec, Real>::carry_back(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> residual) const {
  device::Extent const extent{chunk.count, grid_.size, grid_.size};
  device::for_each_strip(device_.exec, "weights of the detector", extent,
                         FormWeights<Real>{residuals(), rows(0), images(measured_, grid_.size)});
  correlate(chunk.count, measured_, false, spread_);
  device::for_each_strip(device_.exec, "weigh far fields", extent,
                         WeighFields<Real>{grid_, images(correlated_, grid_.count()), f, residual});
}

/// Divides the first images after the response by g.
template <class Exec, class Real>
void Response<Exec, Real>::divide(FrameRange chunk, WaveRows<Real> to, int mode) const {
  respond(2 * chunk.count, measured_.data());
  device::for_each_strip(device_.exec, "derivatives of measured far fields",
                         device::Extent{chunk.count, grid_.size, grid_.size},
                         DivideByRoots<Real>{images(measured_, grid_.size), rows(0), to, mode});
}

template <class Exec, class Real>
WaveRows<Real> Response<Exec, Real>::derivative(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> df,
                                                int which) const {
  device::for_each_strip(device_.exec, "products of far fields", device::Extent{chunk.count, grid_.size, grid_.size},
                         FormProducts<Real>{f, df, f.modes, 0, images(formed_, grid_.size)});
  divide(chunk, rows(which), 0);
  return rows(which);
}

template <class Exec, class Real>
void Response<Exec, Real>::replace_derivatives(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> parts) const {
  for (int k = 0; k < parts.modes; ++k) {
    device::for_each_strip(device_.exec, "products of far fields", device::Extent{chunk.count, grid_.size, grid_.size},
                           FormProducts<Real>{f, parts, 1, k, images(formed_, grid_.size)});
    divide(chunk, parts, k);
  }
}

template <class Exec, class Real>
Real* Response<Exec, Real>::coefficients(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> a, WaveRows<Real> b,
                                         Real* to) const {
  device::for_each_strip(device_.exec, "intensity coefficients", device::Extent{chunk.count, grid_.size, grid_.size},
                         FormCoefficients<Real>{f, a, b, images(formed_, grid_.size)});
  Real* const out = to != nullptr ? to : measured_.data();
  respond(5 * chunk.count, out);
  return out;
}

#define PTYGER_INSTANTIATE(Exec, Real) template class Response<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
