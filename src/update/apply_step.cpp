#include "update/apply_step.hpp"

#include "device/instantiate.hpp"

namespace ptyger {
namespace {

template <class Real>
struct AddScaled {
  Complex<Real>* target;
  Complex<Real> const* direction;
  Real step;
  int cols;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    auto const row = std::int64_t{s.row} * cols;
    PTYGER_PIXEL_LOOP
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) target[at] += step * direction[at];
  }
};

}  // namespace

template <class Exec, class Real>
void apply_step(DeviceContext<Exec> const& device, Estimate<Exec, Real> const& estimate,
                Estimate<Exec, Real> const& direction, Moves moves, double step) {
  auto const& object = estimate.object;
  auto const& probe = estimate.probe;
  if (moves.object)
    for_each_strip(
        device.exec, "move object", Extent{1, object.extent_int(0), object.extent_int(1)},
        AddScaled<Real>{object.data(), direction.object.data(), static_cast<Real>(step), object.extent_int(1)});
  if (moves.probe)
    for_each_strip(device.exec, "move probe", Extent{1, probe.extent_int(0) * probe.extent_int(1), probe.extent_int(2)},
                   AddScaled<Real>{probe.data(), direction.probe.data(), static_cast<Real>(step), probe.extent_int(2)});
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                           \
  template void apply_step(DeviceContext<Exec> const&, Estimate<Exec, Real> const&, Estimate<Exec, Real> const&, \
                           Moves, double);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
