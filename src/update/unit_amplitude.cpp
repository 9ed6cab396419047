#include "update/unit_amplitude.hpp"

#include "device/instantiate.hpp"

namespace ptyger::update {
namespace {

/// Coefficients, in powers of gamma, of the sum of (|psi + gamma d|^2 - 1)^2. One item: the pixels of a box.
template <class Real>
struct AmplitudeSums {
  Complex<Real> const* psi;  ///< object
  Complex<Real> const* d;    ///< direction of the object
  int stride;                ///< values from row to row

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<5>& sums) const {
    auto const row = std::int64_t{s.row} * stride;
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) {
      auto const u = device::to_double(psi[at]);
      auto const v = device::to_double(d[at]);
      double const excess = norm2(u) - 1;
      double const slope = 2 * real_inner(u, v);
      double const square = norm2(v);
      sums[0] += excess * excess;
      sums[1] += 2 * excess * slope;
      sums[2] += slope * slope + 2 * excess * square;
      sums[3] += 2 * slope * square;
      sums[4] += square * square;
    }
  }
};

/// gradient += 2 weight (|psi|^2 - 1) psi. One item: the pixels of a box.
template <class Real>
struct AddAmplitudeGradient {
  Complex<Real> const* psi;
  Complex<Real>* gradient;
  int stride;  ///< values from row to row
  Real weight;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    auto const row = std::int64_t{s.row} * stride;
    PTYGER_PIXEL_LOOP
    for (auto at = row + s.col; at < row + s.col + s.width; ++at)
      gradient[at] += 2 * weight * (norm2(psi[at]) - 1) * psi[at];
  }
};

}  // namespace

template <class Exec, class Real>
std::array<double, 5> UnitAmplitude<Exec, Real>::along(model::Estimate<Exec, Real> const& estimate,
                                                       model::Estimate<Exec, Real> const& direction,
                                                       model::Moves moves) const {
  auto const w = model::window<Exec>(estimate.object, estimate.owned);
  device::sum_strips(
      device_.exec, "unit amplitude", w.extent,
      AmplitudeSums<Real>{estimate.object.data() + w.offset, direction.object.data() + w.offset, w.stride},
      sums_.data());
  sums_.to_host(device_);
  auto const& sums = *sums_.host();
  std::array<double, 5> result{weight_ * sums[0]};
  for (std::size_t k = 1; moves.object && k < result.size(); ++k) result[k] = weight_ * sums[k];
  return result;
}

template <class Exec, class Real>
double UnitAmplitude<Exec, Real>::add_gradient(model::Estimate<Exec, Real> const& estimate,
                                               model::Estimate<Exec, Real> const& gradient) const {
  auto const w = model::window<Exec>(estimate.object, estimate.owned);
  device::for_each_strip(
      device_.exec, "gradient of the unit amplitude", w.extent,
      AddAmplitudeGradient<Real>{estimate.object.data() + w.offset, gradient.object.data() + w.offset, w.stride,
                                 static_cast<Real>(weight_)});
  return value(estimate);
}

#define PTYGER_INSTANTIATE(Exec, Real) template class UnitAmplitude<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::update
