#include "direction/conjugate_direction.hpp"

#include <cmath>

#include "device/instantiate.hpp"
#include "device/largest.hpp"
#include "direction/direction_kernels.hpp"

namespace ptyger {
template <class Exec, class Real>
ConjugateDirection<Exec, Real>::ConjugateDirection(DeviceContext<Exec> const& device, Transport<Exec, Real>& transport,
                                                   Rule rule, Estimate<Exec, Real> const& like)
    : device_(device),
      transport_(transport),
      rule_(rule),
      products_(Kokkos::view_alloc(device.exec, "inner products")),
      products_host_(Kokkos::create_mirror_view(products_)) {
  direction_ = make_estimate(device, "direction", like);
  preconditioned_ = make_estimate(device, "preconditioned gradient", like);
  last_gradient_ = make_estimate(device, "last gradient", like);
  last_preconditioned_ = make_estimate(device, "last preconditioned gradient", like);
}

template <class Exec, class Real>
typename ConjugateDirection<Exec, Real>::Outcome ConjugateDirection<Exec, Real>::next(
    Estimate<Exec, Real> const& gradient, Illumination<Exec, Real> const& illumination, Moves moves) {
  StageClock::Scope const clock(device_.clock, "direction");
  precondition(gradient, illumination, moves);
  auto const products = multiply(gradient);
  double beta = fresh_ || moves != moved_ ? 0.0 : conjugacy_factor(rule_, products);
  bool const restart = fresh_ || moves != moved_ || !std::isfinite(beta) || beta * products.g_d >= products.g_z;
  if (restart) beta = 0;
  conjugate(gradient, beta);
  transport_.scatter(direction_.object);
  fresh_ = false;
  moved_ = moves;
  return {beta, restart};
}

/// z = g / (weight + 0.05 max weight) where the estimate moves, else 0. The `reference` rule divides the object's
/// gradient by max |p|^2 and the probe's by max of its illumination.
template <class Exec, class Real>
void ConjugateDirection<Exec, Real>::precondition(Estimate<Exec, Real> const& gradient,
                                                  Illumination<Exec, Real> const& illumination, Moves moves) {
  bool const plain = rule_ == Rule::reference;
  auto const scale = [&](Extent extent, Complex<Real> const* g, Array2<Exec, Real> const& weight,
                         Array2<Exec, Real> const& peak, Complex<Real>* z) {
    double const floor = transport_.max(largest(device_, plain ? peak : weight)) * (plain ? 1.0 : preconditioner_floor);
    for_each_strip(device_.exec, "precondition", extent,
                   Precondition<Real>{g, plain ? nullptr : weight.data(), z, weight.extent_int(0), extent.cols,
                                      static_cast<Real>(floor)});
  };
  if (moves.object)
    scale(object_extent(gradient), gradient.object.data(), illumination.object, illumination.power,
          preconditioned_.object.data());
  else
    Kokkos::deep_copy(device_.exec, preconditioned_.object, Complex<Real>(0));
  if (moves.probe)
    scale(probe_extent(gradient), gradient.probe.data(), illumination.probe, illumination.probe,
          preconditioned_.probe.data());
  else
    Kokkos::deep_copy(device_.exec, preconditioned_.probe, Complex<Real>(0));
}

template <class Exec, class Real>
InnerProducts ConjugateDirection<Exec, Real>::multiply(Estimate<Exec, Real> const& gradient) {
  auto const part = [&](Extent extent, auto const* g, auto const* z, auto const* g_last, auto const* z_last,
                        auto const* d) {
    sum_strips(device_.exec, "inner products", extent, MultiplyParts<Real>{g, z, g_last, z_last, d, extent.cols},
               products_.data());
    Kokkos::deep_copy(device_.exec, products_host_, products_);
    device_.exec.fence();
    return products_host_();
  };
  Sums<8> sums = part(object_extent(gradient), gradient.object.data(), preconditioned_.object.data(),
                      last_gradient_.object.data(), last_preconditioned_.object.data(), direction_.object.data());
  transport_.sum(sums.value);  // the probe is replicated: its products count once
  sums += part(probe_extent(gradient), gradient.probe.data(), preconditioned_.probe.data(), last_gradient_.probe.data(),
               last_preconditioned_.probe.data(), direction_.probe.data());
  return {sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]};
}

template <class Exec, class Real>
void ConjugateDirection<Exec, Real>::conjugate(Estimate<Exec, Real> const& gradient, double beta) {
  for_each_strip(device_.exec, "conjugate", object_extent(gradient),
                 Conjugate<Real>{gradient.object.data(), preconditioned_.object.data(), last_gradient_.object.data(),
                                 last_preconditioned_.object.data(), direction_.object.data(),
                                 gradient.object.extent_int(1), static_cast<Real>(beta)});
  for_each_strip(device_.exec, "conjugate", probe_extent(gradient),
                 Conjugate<Real>{gradient.probe.data(), preconditioned_.probe.data(), last_gradient_.probe.data(),
                                 last_preconditioned_.probe.data(), direction_.probe.data(),
                                 gradient.probe.extent_int(2), static_cast<Real>(beta)});
}

#define PTYGER_INSTANTIATE(Exec, Real) template class ConjugateDirection<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
