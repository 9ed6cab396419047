#include "update/momentum_step.hpp"

#include "device/instantiate.hpp"

namespace ptyger {
namespace {

constexpr double momentum = 0.5;
constexpr double probe_factor = 1.5;

template <class Real>
struct MomentumStep {
  Complex<Real>* value;
  Complex<Real>* gradient;
  Real const* weight;
  int weight_rows;  ///< rows of the weights, which repeat from mode to mode
  int cols;
  Real factor;
  Real share;
  Real floor;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    auto const at = std::int64_t{s.row} * cols;
    auto const weight_at = std::int64_t{s.row % weight_rows} * cols;
    PTYGER_PIXEL_LOOP
    for (int c = s.col; c < s.col + s.width; ++c) {
      value[at + c] -= factor / (share * weight[weight_at + c] + floor) * gradient[at + c];
      gradient[at + c] *= Real(momentum);
    }
  }
};

}  // namespace

template <class Exec, class Real>
void momentum_step(DeviceContext<Exec> const& device, Estimate<Exec, Real> const& estimate,
                   Estimate<Exec, Real> const& gradient, Illumination<Exec, Real> const& illumination, Moves moves,
                   MomentumScales scales) {
  auto const step = [&](char const* label, Extent part, auto const& value, auto const& g, auto const& weight,
                        double factor, double floor) {
    if (floor > 0)
      for_each_strip(
          device.exec, label, part,
          MomentumStep<Real>{value.data(), g.data(), weight.data(), weight.extent_int(0), part.cols,
                             static_cast<Real>(factor), static_cast<Real>(scales.share), static_cast<Real>(floor)});
  };
  if (moves.object)
    step("momentum step of the object", object_extent(estimate), estimate.object, gradient.object, illumination.object,
         scales.factor, scales.object_floor);
  if (moves.probe)
    step("momentum step of the probe", probe_extent(estimate), estimate.probe, gradient.probe, illumination.probe,
         probe_factor * scales.factor, scales.probe_floor);
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                              \
  template void momentum_step(DeviceContext<Exec> const&, Estimate<Exec, Real> const&, Estimate<Exec, Real> const&, \
                              Illumination<Exec, Real> const&, Moves, MomentumScales);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
