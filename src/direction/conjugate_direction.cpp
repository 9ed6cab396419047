#include "direction/conjugate_direction.hpp"

#include <cmath>

#include "device/instantiate.hpp"
#include "device/largest.hpp"
#include "direction/direction_kernels.hpp"

namespace ptyger::direction {
template <class Exec, class Real>
ConjugateDirection<Exec, Real>::ConjugateDirection(DeviceContext<Exec> const& device,
                                                   comm::Transport<Exec, Real>& transport, Rule rule,
                                                   model::Estimate<Exec, Real> const& like)
    : device_(device), transport_(transport), rule_(rule), products_(make_view<Products>(device, "inner products")) {
  state_.direction = model::make_estimate(device, "direction", like);
  preconditioned_ = model::make_estimate(device, "preconditioned gradient", like);
  state_.last_gradient = model::make_estimate(device, "last gradient", like);
  state_.last_preconditioned = model::make_estimate(device, "last preconditioned gradient", like);
}

template <class Exec, class Real>
typename ConjugateDirection<Exec, Real>::Outcome ConjugateDirection<Exec, Real>::next(
    model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
    model::Moves moves) {
  core::StageClock::Scope const clock(device_.clock, "direction");
  precondition(gradient, illumination, moves);
  auto const products = multiply(gradient);  // bit by bit the same on every device
  double beta = state_.fresh || moves != state_.moved ? 0.0 : conjugacy_factor(rule_, products);
  bool const restart =
      state_.fresh || moves != state_.moved || !std::isfinite(beta) || beta * products.g_d >= products.g_z;
  if (restart) beta = 0;
  conjugate(gradient, beta);
  transport_.broadcast_from_owners(state_.direction.object);
  state_.fresh = false;
  state_.moved = moves;
  return {beta, restart};
}

/// z = g / (Lambda + 0.05 max Lambda) with the illumination Lambda, in the parts that move; 0 in the others. The
/// `reference` rule divides the gradient of the object by max sum |p|^2 and the gradient of the probe by max Lambda.
template <class Exec, class Real>
void ConjugateDirection<Exec, Real>::precondition(model::Estimate<Exec, Real> const& gradient,
                                                  model::Illumination<Exec, Real> const& illumination,
                                                  model::Moves moves) {
  bool const reference = rule_ == Rule::reference;
  auto const scale = [&](model::Window const& w, Complex<Real> const* g, Array2<Exec, Real> const& weight, double peak,
                         double smoothness_curvature, Complex<Real>* z) {
    device::for_each_strip(
        device_.exec, "precondition", w.extent,
        Precondition<Real>{g + w.offset, reference ? nullptr : weight.data() + w.offset, z + w.offset,
                           weight.extent_int(0), w.stride,
                           static_cast<Real>(reference ? peak : preconditioner_floor * peak + smoothness_curvature)});
  };
  if (moves.object)
    scale(model::window<Exec>(gradient.object, gradient.updated), gradient.object.data(), illumination.object,
          reference ? device::largest(device_, illumination.power) : illumination.peak,
          illumination.smoothness_curvature, preconditioned_.object.data());
  else
    device::set_zero(device_, preconditioned_.object);
  if (moves.probe)
    scale(model::whole_probe(gradient), gradient.probe.data(), illumination.probe,
          device::largest(device_, illumination.probe), 0, preconditioned_.probe.data());
  else
    device::set_zero(device_, preconditioned_.probe);
}

/// Inner products over all devices. The owner of a pixel of the object counts it, device 0 counts the probe.
template <class Exec, class Real>
InnerProducts ConjugateDirection<Exec, Real>::multiply(model::Estimate<Exec, Real> const& gradient) {
  auto const products_of = [&](model::Window const& w, auto const* g, auto const* z, auto const* g_last,
                               auto const* z_last, auto const* d) {
    device::sum_strips(
        device_.exec, "inner products", w.extent,
        MultiplyParts<Real>{g + w.offset, z + w.offset, g_last + w.offset, z_last + w.offset, d + w.offset, w.stride},
        products_.data());
    products_.to_host(device_);
    return *products_.host();
  };
  device::Sums<8> sums = products_of(model::window<Exec>(gradient.object, gradient.owned), gradient.object.data(),
                                     preconditioned_.object.data(), state_.last_gradient.object.data(),
                                     state_.last_preconditioned.object.data(), state_.direction.object.data());
  if (device_.id == 0)
    sums += products_of(model::whole_probe(gradient), gradient.probe.data(), preconditioned_.probe.data(),
                        state_.last_gradient.probe.data(), state_.last_preconditioned.probe.data(),
                        state_.direction.probe.data());
  transport_.reduce(sums.value);
  return {sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]};
}

/// d = -z + beta d in the pixels that this device updates.
template <class Exec, class Real>
void ConjugateDirection<Exec, Real>::conjugate(model::Estimate<Exec, Real> const& gradient, double beta) {
  auto const conjugate_part = [&](model::Window const& w, auto const& g, auto const& z, auto const& g_last,
                                  auto const& z_last, auto const& d) {
    device::for_each_strip(
        device_.exec, "conjugate", w.extent,
        Conjugate<Real>{g.data() + w.offset, z.data() + w.offset, g_last.data() + w.offset, z_last.data() + w.offset,
                        d.data() + w.offset, w.stride, static_cast<Real>(beta)});
  };
  conjugate_part(model::window<Exec>(gradient.object, gradient.updated), gradient.object, preconditioned_.object,
                 state_.last_gradient.object, state_.last_preconditioned.object, state_.direction.object);
  conjugate_part(model::whole_probe(gradient), gradient.probe, preconditioned_.probe, state_.last_gradient.probe,
                 state_.last_preconditioned.probe, state_.direction.probe);
}

#define PTYGER_INSTANTIATE(Exec, Real) template class ConjugateDirection<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::direction
