#include "update/variation_fit.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "core/stage_clock.hpp"
#include "device/instantiate.hpp"

namespace ptyger::update {
namespace {

/// Calls work(Room) with the smallest number of variation probes that kernels are compiled for.
template <class Work>
void with_room(int variation, Work const& work) {
  if (variation <= 2)
    work(std::integral_constant<int, 2>());
  else
    work(std::integral_constant<int, model::most_variation>());
}

/// The sums of SumVariationFit with this room as the vector g and the matrix H of the probes that exist.
template <int room>
ShareSlopes slopes_of(device::Sums<variation_sums> const& sums, std::size_t parameters) {
  using Kernel = SumVariationFit<Kokkos::Serial, double, float, model::GaussianNoise<double>, room>;
  ShareSlopes slopes{std::vector<double>(parameters), std::vector<double>(parameters * parameters)};
  for (std::size_t a = 0; a < parameters; ++a) {
    slopes.gradient[a] = sums[a];
    for (std::size_t b = a; b < parameters; ++b)
      slopes.curvature[a * parameters + b] = slopes.curvature[b * parameters + a] =
          sums[Kernel::place(static_cast<int>(a), static_cast<int>(b))];
  }
  return slopes;
}

}  // namespace

template <class Exec, class Real>
VariationFitPass<Exec, Real>::VariationFitPass(DeviceContext<Exec> const& device,
                                               model::ForwardModel<Exec, Real>& model)
    : device_(device),
      model_(model),
      parts_(make_view<Array1<Exec, Complex<Real>>>(device, "far fields of variation probes",
                                                    static_cast<std::size_t>(model.scan().chunk_frames) *
                                                        static_cast<std::size_t>(model.variation()) *
                                                        model.wave_pixels())),
      frame_sums_(device, model.scan().chunk_frames, model.scan().detector),
      sums_(make_zeros<Array1<Exec, device::Sums<variation_sums>>>(device, "sums of shares", model.scan().frames)),
      slopes_(sums_.size()) {}

template <class Exec, class Real>
std::vector<ShareSlopes> const& VariationFitPass<Exec, Real>::run(model::Estimate<Exec, Real> const& estimate,
                                                                  Noise noise) {
  core::StageClock::Scope const clock(device_.clock, "frames");
  model_.set_estimate(estimate);
  model_.for_each_measured_chunk(model_.scan().all(), [&](model::FrameRange chunk, model::AnyFrameRows const& counts) {
    auto const x = model_.at(chunk);
    model_.apply(x, model_.waves(0));
    sum(x, counts, noise);
  });
  sums_.to_host(device_);
  auto const parameters = static_cast<std::size_t>(2 * model_.variation() + 1);
  with_room(model_.variation(), [&](auto room) {
    std::transform(sums_.host(), sums_.host() + sums_.size(), slopes_.begin(),
                   [&](auto const& sums) { return slopes_of<decltype(room)::value>(sums, parameters); });
  });
  return slopes_;
}

/// Adds the sums of a chunk, whose far fields are in the first work space of the model.
template <class Exec, class Real>
void VariationFitPass<Exec, Real>::sum(model::ChunkEstimate<Real> const& x, model::AnyFrameRows const& counts,
                                       Noise noise) {
  auto const& scan = model_.scan();
  auto const chunk = x.chunk;
  auto parts = model_.wave_rows(parts_.data());
  parts.modes = model_.variation();
  model_.apply_variations(x, parts);
  auto field = model_.waves(0);
  if (auto const* const response = model_.response(); response != nullptr) {
    auto const f = std::exchange(field, response->fields(chunk, field));
    response->replace_derivatives(chunk, f, parts);
  }
  Real const curvature = noise == Noise::gaussian ? Real(0.5) : Real(1);
  with_room(model_.variation(), [&](auto room) {
    model::with_noise_and_counts(
        noise, scan, counts, [&]<class Model, class Count>(Model model, model::FrameRows<Count> const& rows) {
          SumVariationFit<Exec, Real, Count, Model, decltype(room)::value> const kernel{
              rows, scan.pixels(), scan.background.data(), chunk, field, parts, model, curvature};
          frame_sums_.sum("sums of shares", chunk.count, kernel, chunk, sums_.data());
        });
  });
}

#define PTYGER_INSTANTIATE(Exec, Real) template class VariationFitPass<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::update
