#include "update/momentum_step.hpp"

#include "device/instantiate.hpp"

namespace ptyger {
namespace {

constexpr double momentum = 0.5;
constexpr double probe_factor = 1.5;

template <class Real>
struct MomentumStep {
  Complex<Real>* value;
  Complex<Real>* velocity;
  Complex<Real> const* gradient;
  Real const* weight;
  int weight_rows;  ///< rows of the weights, which repeat from mode to mode
  int cols;
  Real factor;
  Real floor;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    auto const at = std::int64_t{s.row} * cols;
    auto const weight_at = std::int64_t{s.row % weight_rows} * cols;
    PTYGER_PIXEL_LOOP
    for (int c = s.col; c < s.col + s.width; ++c) {
      Real const divisor = weight[weight_at + c] + floor;
      Complex<Real> const v = Real(momentum) * velocity[at + c] - (factor / divisor) * gradient[at + c];
      velocity[at + c] = v;
      value[at + c] += v;
    }
  }
};

}  // namespace

template <class Exec, class Real>
void momentum_step(DeviceContext<Exec> const& device, Estimate<Exec, Real> const& estimate,
                   Estimate<Exec, Real> const& velocity, Estimate<Exec, Real> const& gradient,
                   Illumination<Exec, Real> const& illumination, Moves moves, MomentumScales scales) {
  auto const rows = illumination.object.extent_int(0);
  auto const cols = illumination.object.extent_int(1);
  auto const size = illumination.probe.extent_int(0);
  if (moves.object && scales.object_floor > 0)
    for_each_strip(device.exec, "momentum step of the object", Extent{1, rows, cols},
                   MomentumStep<Real>{estimate.object.data(), velocity.object.data(), gradient.object.data(),
                                      illumination.object.data(), rows, cols, static_cast<Real>(scales.factor),
                                      static_cast<Real>(scales.object_floor)});
  if (moves.probe && scales.probe_floor > 0)
    for_each_strip(
        device.exec, "momentum step of the probe", Extent{1, estimate.probe.extent_int(0) * size, size},
        MomentumStep<Real>{estimate.probe.data(), velocity.probe.data(), gradient.probe.data(),
                           illumination.probe.data(), size, size, static_cast<Real>(probe_factor * scales.factor),
                           static_cast<Real>(scales.probe_floor)});
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                              \
  template void momentum_step(DeviceContext<Exec> const&, Estimate<Exec, Real> const&, Estimate<Exec, Real> const&, \
                              Estimate<Exec, Real> const&, Illumination<Exec, Real> const&, Moves, MomentumScales);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
