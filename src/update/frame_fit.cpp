#include "update/frame_fit.hpp"

#include <algorithm>
#include <utility>

#include "core/stage_clock.hpp"
#include "device/instantiate.hpp"

namespace ptyger::update {
namespace {

/// The sums of SumFrameFit as the vector g and the matrix H.
FrameSlopes slopes_of(device::Sums<frame_sums> const& sums) {
  FrameSlopes slopes;
  std::size_t next = 3;
  for (std::size_t a = 0; a < 3; ++a) {
    slopes.gradient[a] = sums[a];
    for (std::size_t b = a; b < 3; ++b) slopes.curvature[a][b] = slopes.curvature[b][a] = sums[next++];
  }
  slopes.objective = sums[9];
  return slopes;
}

}  // namespace

template <class Exec, class Real>
FrameFitPass<Exec, Real>::FrameFitPass(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real>& model,
                                       bool positions, bool background)
    : device_(device),
      model_(model),
      positions_(positions),
      frame_sums_(device, model.scan().chunk_frames, model.scan().detector),
      sums_(make_zeros<Array1<Exec, device::Sums<frame_sums>>>(device, "sums of frames", model.scan().frames)),
      slopes_(sums_.size()) {
  auto const pixels = model.scan().detector * model.scan().detector;
  if (background)
    background_ = device::Mirrored(make_zeros<Array1<Exec, Real>>(device, "slopes of the background", 2 * pixels));
}

template <class Exec, class Real>
std::vector<FrameSlopes> const& FrameFitPass<Exec, Real>::run(model::FrameRange frames,
                                                              model::Estimate<Exec, Real> const& estimate,
                                                              Noise noise) {
  core::StageClock::Scope const clock(device_.clock, "frames");
  model_.set_estimate(estimate);
  if (background_.size() > 0) device::set_zero(device_, background_.view());
  model_.for_each_measured_chunk(frames, [&](model::FrameRange chunk, model::AnyFrameRows const& counts) {
    auto const x = model_.at(chunk);
    model_.apply(x, model_.waves(0));
    if (positions_) {
      model_.position_derivative(x, model::Along::rows, model_.waves(1));
      model_.position_derivative(x, model::Along::columns, model_.waves(2));
    }
    sum(chunk, counts, noise);
  });
  sums_.to_host(device_);
  std::transform(sums_.host(), sums_.host() + sums_.size(), slopes_.begin(), slopes_of);
  return slopes_;
}

template <class Exec, class Real>
void FrameFitPass<Exec, Real>::copy_background_slopes(std::span<double> to) const {
  background_.to_host(device_);
  std::copy_n(background_.host(), to.size(), to.begin());
}

template <class Exec, class Real>
void FrameFitPass<Exec, Real>::sum(model::FrameRange chunk, model::AnyFrameRows const& counts, Noise noise) {
  auto const& scan = model_.scan();
  auto by_row = model_.waves(1);
  auto by_col = model_.waves(2);
  if (!positions_) by_row.base = by_col.base = nullptr;
  auto field = model_.waves(0);
  if (auto const* const response = model_.response(); response != nullptr) {
    auto const f = std::exchange(field, response->fields(chunk, field));
    if (positions_) {
      by_row = response->derivative(chunk, f, by_row, 1);
      by_col = response->derivative(chunk, f, by_col, 2);
    }
  }
  Real const curvature = noise == Noise::gaussian ? Real(0.5) : Real(1);
  model::with_noise_and_counts(noise, scan, counts,
                               [&]<class Model, class Count>(Model model, model::FrameRows<Count> const& rows) {
                                 SumFrameFit<Exec, Real, Count, Model> const kernel{
                                     rows,  scan.pixels(), scan.background.data(), chunk, field, by_row, by_col,
                                     model, curvature,     background_.data()};
                                 frame_sums_.sum("sums of frames", chunk.count, kernel, chunk, sums_.data());
                               });
}

#define PTYGER_INSTANTIATE(Exec, Real) template class FrameFitPass<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::update
