#include "direction/conjugate_direction.hpp"

#include "device/instantiate.hpp"
#include "direction/direction_kernels.hpp"

namespace ptyger::direction {
template <class Exec, class Real>
ConjugateDirection<Exec, Real>::ConjugateDirection(DeviceContext<Exec> const& device,
                                                   comm::Transport<Exec, Real>& transport, Rule rule,
                                                   model::Estimate<Exec, Real> const& like,
                                                   ProbeSubspace<Exec, Real> const& probe_subspace)
    : device_(device),
      transport_(transport),
      rule_(rule),
      probe_subspace_(probe_subspace),
      products_(make_view<Array1<Exec, device::Sums<8>>>(device, "inner products", 1)),
      outcome_(make_view<Array1<Exec, Outcome>>(device, "factor of the direction", 1)),
      peaks_(make_view<Array1<Exec, device::Maxima<Real>>>(device, "largest values", 1)) {
  state_.direction = model::make_estimate(device, "direction", like);
  preconditioned_ = model::make_estimate(device, "preconditioned gradient", like);
  state_.last_gradient = model::make_estimate(device, "last gradient", like);
  state_.last_preconditioned = model::make_estimate(device, "last preconditioned gradient", like);
}

template <class Exec, class Real>
void ConjugateDirection<Exec, Real>::next(model::Estimate<Exec, Real> const& gradient,
                                          model::Illumination<Exec, Real> const& illumination, model::Moves moves) {
  core::StageClock::Scope const clock(device_.clock, "direction");
  precondition(gradient, illumination, moves);
  multiply(gradient);
  conjugate(gradient, state_.fresh || moves != state_.moved);
  transport_.broadcast_from_owners(state_.direction.object);
  state_.fresh = false;
  state_.moved = moves;
}

/// z = g / (Lambda + 0.05 max Lambda) with the illumination Lambda, in the parts that move; 0 in the others. The probe
/// of z is projected onto its subspace, like the probe of g: with the projector P, z = P (Lambda + ...)^-1 P g. The
/// `reference` rule divides the gradient of the object by max sum |p|^2 and the gradient of the probe by max Lambda.
template <class Exec, class Real>
void ConjugateDirection<Exec, Real>::precondition(model::Estimate<Exec, Real> const& gradient,
                                                  model::Illumination<Exec, Real> const& illumination,
                                                  model::Moves moves) {
  bool const reference = rule_ == Rule::reference;
  auto const part = [&](bool moves_it, model::Window const& w, Complex<Real> const* g, Array2<Exec, Real> const& weight,
                        double peak, double smoothness_curvature, Complex<Real>* z) {
    double const floor = reference ? peak : preconditioner_floor * peak + smoothness_curvature;
    return device::LaunchPart<Precondition<Real>>{
        moves_it ? w.extent : device::Extent{},
        {g + w.offset, reference ? nullptr : weight.data() + w.offset, z + w.offset, weight.extent_int(0), w.stride,
         static_cast<Real>(floor)}};
  };
  auto const& z = preconditioned_;
  double peak = illumination.peak;
  if (reference) {
    int const p = illumination.power.extent_int(0);
    device::find_largest<Exec, Real>(device_, illumination.power, {0, 0, p, p}, illumination.probe, peaks_);
    device_.exec.fence();
    peak = static_cast<double>(peaks_.host()->value[0]);
  }
  if (!moves.object) device::set_zero(device_, z.object);
  if (!moves.probe) device::set_zero(device_, z.probe);
  device::for_each_strip(
      device_.exec, "precondition",
      part(moves.object, model::window<Exec>(gradient.object, gradient.updated), gradient.object.data(),
           illumination.object, peak, illumination.smoothness_curvature, z.object.data()),
      part(moves.probe, model::whole_probe(gradient), gradient.probe.data(), illumination.probe,
           illumination.probe_peak, 0, z.probe.data()));
  if (moves.probe && probe_subspace_.active()) probe_subspace_.project(z.probe);
}

/// Inner products over all devices. The owner of a pixel of the object counts it, device 0 counts the probe.
template <class Exec, class Real>
void ConjugateDirection<Exec, Real>::multiply(model::Estimate<Exec, Real> const& gradient) {
  auto const part = [&](bool counts, model::Window const& w, auto const& g, auto const& z, auto const& g_last,
                        auto const& z_last, auto const& d) {
    return device::LaunchPart<MultiplyParts<Real>>{counts ? w.extent : device::Extent{},
                                                   {g.data() + w.offset, z.data() + w.offset, g_last.data() + w.offset,
                                                    z_last.data() + w.offset, d.data() + w.offset, w.stride}};
  };
  device::sum_strips(
      device_.exec, "inner products",
      part(true, model::window<Exec>(gradient.object, gradient.owned), gradient.object, preconditioned_.object,
           state_.last_gradient.object, state_.last_preconditioned.object, state_.direction.object),
      part(device_.id == 0, model::whole_probe(gradient), gradient.probe, preconditioned_.probe,
           state_.last_gradient.probe, state_.last_preconditioned.probe, state_.direction.probe),
      products_.data());
  if (!transport_.has_peers()) return;
  products_.to_host(device_);
  transport_.reduce(products_.host()->value);  // bit by bit the same on every device
  products_.start_to_device(device_);
}

/// d = -z + beta d in the pixels that this device updates.
template <class Exec, class Real>
void ConjugateDirection<Exec, Real>::conjugate(model::Estimate<Exec, Real> const& gradient, bool restart) {
  auto const part = [&](model::Window const& w, auto const& g, auto const& z, auto const& g_last, auto const& z_last,
                        auto const& d, Outcome* outcome) {
    return device::LaunchPart<Conjugate<Exec, Real>>{
        w.extent,
        {g.data() + w.offset, z.data() + w.offset, g_last.data() + w.offset, z_last.data() + w.offset,
         d.data() + w.offset, w.stride, rule_, restart, products_.data(), outcome}};
  };
  device::for_each_strip(
      device_.exec, "conjugate",
      part(model::window<Exec>(gradient.object, gradient.updated), gradient.object, preconditioned_.object,
           state_.last_gradient.object, state_.last_preconditioned.object, state_.direction.object, nullptr),
      part(model::whole_probe(gradient), gradient.probe, preconditioned_.probe, state_.last_gradient.probe,
           state_.last_preconditioned.probe, state_.direction.probe, outcome_.data()));
  outcome_.start_to_host(device_);
}

#define PTYGER_INSTANTIATE(Exec, Real) template class ConjugateDirection<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::direction
