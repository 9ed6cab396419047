#include "update/apply_step.hpp"

#include "device/instantiate.hpp"
#include "device/two_parts.hpp"

namespace ptyger::update {
namespace {

/// target += step * direction. rows x cols of one item.
template <class Real>
struct AddScaled {
  Complex<Real>* target;
  Complex<Real> const* direction;
  Real step;
  int stride;  ///< from row to row

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    auto const row = std::int64_t{s.row} * stride;
    PTYGER_PIXEL_LOOP
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) target[at] += step * direction[at];
  }
};

}  // namespace

template <class Exec, class Real>
void apply_step(DeviceContext<Exec> const& device, model::Estimate<Exec, Real> const& estimate,
                model::Estimate<Exec, Real> const& direction, model::Moves moves, double step) {
  auto const part = [&](bool moves_it, model::Window const& w, auto const& target, auto const& by) {
    return device::LaunchPart<AddScaled<Real>>{moves_it ? w.extent : device::Extent{},
                                               {target.data(), by.data(), static_cast<Real>(step), w.stride}};
  };
  device::for_each_strip(device.exec, "move the estimate",
                         part(moves.object, model::local_object(estimate), estimate.object, direction.object),
                         part(moves.probe, model::whole_probe(estimate), estimate.probe, direction.probe));
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                     \
  template void apply_step(DeviceContext<Exec> const&, model::Estimate<Exec, Real> const&, \
                           model::Estimate<Exec, Real> const&, model::Moves, double);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::update
