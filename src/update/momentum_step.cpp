#include "update/momentum_step.hpp"

#include <array>

#include "device/instantiate.hpp"

namespace ptyger::update {
namespace {

constexpr double momentum = 0.5;      // share of the gradient that is left for the next subset
constexpr double probe_factor = 1.5;  // step length of the probe, in step lengths of the object

/// value -= factor / (share weight + floor) gradient, then gradient *= momentum. rows x cols of one item.
template <class Real>
struct MomentumStep {
  Complex<Real>* value;
  Complex<Real>* gradient;
  Real const* weight;
  int weight_rows;  ///< rows of the image of weights, which all probe modes share
  int stride;       ///< values from row to row
  Real factor;      ///< step length
  Real share;       ///< factor of the weights
  Real floor;       ///< added to every weight

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    auto const at = std::int64_t{s.row} * stride;
    auto const weight_at = std::int64_t{s.row % weight_rows} * stride;
    PTYGER_PIXEL_LOOP
    for (int c = s.col; c < s.col + s.width; ++c) {
      value[at + c] -= factor / (share * weight[weight_at + c] + floor) * gradient[at + c];
      gradient[at + c] *= Real(momentum);
    }
  }
};

/// value = 0. rows x cols of one item.
template <class Real>
struct Clear {
  Complex<Real>* value;
  int stride;  ///< values from row to row

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real>* row = value + std::int64_t{s.row} * stride;
    for (int c = s.col; c < s.col + s.width; ++c) row[c] = 0;
  }
};

/// The four boxes surrounding `box` in an image of rows x cols pixels: above, below, left and right of it.
std::array<core::Box, 4> surrounding(core::Box const& box, int rows, int cols) {
  int const below = box.row + box.rows;
  int const right = box.col + box.cols;
  return {core::Box{0, 0, box.row, cols}, core::Box{below, 0, rows - below, cols},
          core::Box{box.row, 0, box.rows, box.col}, core::Box{box.row, right, box.rows, cols - right}};
}

}  // namespace

template <class Exec, class Real>
void momentum_step(DeviceContext<Exec> const& device, model::Estimate<Exec, Real> const& estimate,
                   model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
                   model::Moves moves, MomentumScales scales) {
  auto const step = [&](char const* label, model::Window const& w, auto const& value, auto const& g, auto const& weight,
                        double factor, double floor) {
    if (floor > 0)
      device::for_each_strip(device.exec, label, w.extent,
                             MomentumStep<Real>{value.data() + w.offset, g.data() + w.offset, weight.data() + w.offset,
                                                weight.extent_int(0), w.stride, static_cast<Real>(factor),
                                                static_cast<Real>(scales.share), static_cast<Real>(floor)});
  };
  if (moves.object)
    step("momentum step of the object", model::window<Exec>(estimate.object, estimate.updated), estimate.object,
         gradient.object, illumination.object, scales.factor, scales.object_floor);
  if (moves.probe)
    step("momentum step of the probe", model::whole_probe(estimate), estimate.probe, gradient.probe, illumination.probe,
         probe_factor * scales.factor, scales.probe_floor);
}

template <class Exec, class Real>
void clear_outside_owned(DeviceContext<Exec> const& device, model::Estimate<Exec, Real> const& gradient) {
  for (auto const& box : surrounding(gradient.owned, gradient.object.extent_int(0), gradient.object.extent_int(1))) {
    if (box.empty()) continue;
    auto const w = model::window<Exec>(gradient.object, box);
    device::for_each_strip(device.exec, "clear the gradient outside owned pixels", w.extent,
                           Clear<Real>{gradient.object.data() + w.offset, w.stride});
  }
  if (device.id != 0) device::set_zero(device, gradient.probe);
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                    \
  template void momentum_step(DeviceContext<Exec> const&, model::Estimate<Exec, Real> const&,             \
                              model::Estimate<Exec, Real> const&, model::Illumination<Exec, Real> const&, \
                              model::Moves, MomentumScales);                                              \
  template void clear_outside_owned(DeviceContext<Exec> const&, model::Estimate<Exec, Real> const&);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::update
