#include "gradient/fit_pass.hpp"

#include <cmath>

#include "core/stage_clock.hpp"
#include "device/instantiate.hpp"
#include "model/noise.hpp"

namespace ptyger::gradient {
namespace {

/// Sums of a frame over its measured pixels: 0 (sqrt I - sqrt d)^2, 1 d. Adds d, I and 1 to the sums of each pixel.
/// item = frame, [row][col] of D x D.
template <class Exec, class Real, class Count>
struct SumFit {
  model::FrameRows<Count> counts;
  model::PixelChoice<Real> pixels;
  Real const* background;  ///< [row][col] photons, or null: 0
  model::FrameRange chunk;
  model::WaveRows<Real> far_field;
  double* patterns;  ///< [3][row][col]

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<2>& sums) const {
    Real intensity[device::strip_pixels<Exec>];
    model::set_least_intensity(Real(0), background, counts.size, s, intensity);
    for (int mode = 0; mode < far_field.modes; ++mode) {
      Complex<Real> const* f = far_field.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) intensity[i] += norm2(f[i]);
    }
    Count const* d = counts.row(chunk(s.item), s.item, s.row) + s.col;
    auto const mask = pixels.row(chunk(s.item), s.row, s.col);
    auto const pattern_size = std::int64_t{counts.size} * counts.size;
    double* const sum = patterns + std::int64_t{s.row} * counts.size + s.col;
    Real squares = 0;
    Real total = 0;
    for (int i = 0; i < s.width; ++i) {
      Real const measured = model::is_measured(d[i]) ? mask.measured_at(i) : Real(0);
      Real const count = model::is_measured(d[i]) ? static_cast<Real>(d[i]) : Real(0);
      Real const difference = Kokkos::sqrt(intensity[i]) - Kokkos::sqrt(count);
      squares += measured * difference * difference;
      total += measured * count;
      accumulate<Exec>(sum[i], static_cast<double>(measured * count));
      accumulate<Exec>(sum[pattern_size + i], static_cast<double>(measured * intensity[i]));
      accumulate<Exec>(sum[2 * pattern_size + i], static_cast<double>(measured));
    }
    sums[0] += static_cast<double>(squares);
    sums[1] += static_cast<double>(total);
  }
};

}  // namespace

template <class Exec, class Real>
FitPass<Exec, Real>::FitPass(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real>& model)
    : device_(device),
      model_(model),
      frame_sums_(device, model.scan().chunk_frames, model.scan().detector),
      sums_(make_zeros<Array1<Exec, device::Sums<2>>>(device, "fit of frames", model.scan().frames)),
      patterns_(make_zeros<Array1<Exec, double>>(device, "mean patterns",
                                                 3 * model.scan().detector * model.scan().detector)) {}

template <class Exec, class Real>
void FitPass<Exec, Real>::run(model::Estimate<Exec, Real> const& estimate) {
  core::StageClock::Scope const clock(device_.clock, "fit summary");
  auto const& scan = model_.scan();
  device::set_zero(device_, patterns_.view());
  model_.set_estimate(estimate);
  model_.for_each_measured_chunk(scan.all(), [&](model::FrameRange chunk, model::AnyFrameRows const& counts) {
    auto const far = model_.waves(0);
    model_.apply(model_.at(chunk), far);
    auto const seen = model_.response() != nullptr ? model_.response()->fields(chunk, far) : far;
    std::visit(
        [&]<class Count>(model::FrameRows<Count> const& rows) {
          SumFit<Exec, Real, Count> const kernel{rows,  scan.pixels(), scan.background.data(),
                                                 chunk, seen,          patterns_.data()};
          frame_sums_.sum("fit of frames", chunk.count, kernel, chunk, sums_.data());
        },
        counts);
  });
  sums_.to_host(device_);
  patterns_.to_host(device_);
}

template <class Exec, class Real>
std::vector<double> FitPass<Exec, Real>::frame_nrmse() const {
  std::vector<double> misfits;
  for (std::size_t j = 0; j < sums_.size(); ++j) {
    auto const& sums = sums_.host()[j];
    misfits.push_back(sums[1] > 0 ? std::sqrt(sums[0] / sums[1]) : 0);
  }
  return misfits;
}

template <class Exec, class Real>
std::vector<double> FitPass<Exec, Real>::patterns() const {
  return {patterns_.host(), patterns_.host() + patterns_.size()};
}

#define PTYGER_INSTANTIATE(Exec, Real) template class FitPass<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::gradient
