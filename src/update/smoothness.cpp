#include "update/smoothness.hpp"

#include "device/instantiate.hpp"

namespace ptyger::update {
namespace {

/// The value in double precision.
template <class Real>
KOKKOS_FUNCTION Complex<double> to_double(Complex<Real> z) {
  return {double(z.real()), double(z.imag())};
}

/// Adds the coefficients of |u + gamma v|^2, a polynomial in gamma.
KOKKOS_INLINE_FUNCTION void add_square(Complex<double> u, Complex<double> v, device::Sums<3>& sums) {
  sums[0] += norm2(u);
  sums[1] += 2 * real_inner(u, v);
  sums[2] += norm2(v);
}

/// Coefficients of the sum of |u + gamma v|^2 over pairs of neighbours, with the differences u of psi and v of d. A
/// pair belongs to its left or upper pixel; one item: the pixels of a box.
template <class Real>
struct PairSums {
  Complex<Real> const* psi;  ///< object
  Complex<Real> const* d;    ///< direction of the object
  core::Box box;
  int rows;  ///< rows of the local box, which limits the pairs
  int cols;

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<3>& sums) const {
    int const row = box.row + s.row;
    int const first = box.col + s.col;
    auto const row_start = std::int64_t{row} * cols;
    int const pairs = first + s.width < cols ? s.width : cols - 1 - first;
    add(row_start + first, 1, pairs, sums);
    if (row + 1 < rows) add(row_start + first, cols, s.width, sums);
  }

 private:
  /// Adds `count` pairs; to_neighbour: values from a pixel to its neighbour.
  KOKKOS_FUNCTION void add(std::int64_t from, int to_neighbour, int count, device::Sums<3>& sums) const {
    for (auto at = from; at < from + count; ++at) {
      add_square(to_double(psi[at + to_neighbour]) - to_double(psi[at]),
                 to_double(d[at + to_neighbour]) - to_double(d[at]), sums);
    }
  }
};

/// Coefficients, in powers of gamma, of the sum of |p + gamma d|^2. One item: the rows x cols of all probe modes.
template <class Real>
struct PowerSums {
  Complex<Real> const* p;  ///< probe
  Complex<Real> const* d;  ///< direction of the probe
  int stride;              ///< values from row to row

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<3>& sums) const {
    auto const row = std::int64_t{s.row} * stride;
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) add_square(to_double(p[at]), to_double(d[at]), sums);
  }
};

/// gradient += weight p: the derivative of weight sum |p|^2 by conj(p). One item: the rows x cols of all modes.
template <class Real>
struct AddPowerGradient {
  Complex<Real> const* p;
  Complex<Real>* gradient;
  int stride;  ///< values from row to row
  Real weight;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    auto const row = std::int64_t{s.row} * stride;
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) gradient[at] += weight * p[at];
  }
};

/// gradient += weight times the sum of psi - psi_b over the neighbours b of each pixel; one item: the pixels of a box.
template <class Real>
struct AddPairGradient {
  Complex<Real> const* psi;
  Complex<Real>* gradient;
  core::Box box;
  int rows;  ///< rows of the local box, which limits the pairs
  int cols;
  Real weight;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    int const row = box.row + s.row;
    for (int col = box.col + s.col; col < box.col + s.col + s.width; ++col) {
      auto const at = std::int64_t{row} * cols + col;
      Complex<Real> sum(0);
      if (row > 0) sum += psi[at] - psi[at - cols];
      if (row + 1 < rows) sum += psi[at] - psi[at + cols];
      if (col > 0) sum += psi[at] - psi[at - 1];
      if (col + 1 < cols) sum += psi[at] - psi[at + 1];
      gradient[at] += weight * sum;
    }
  }
};

}  // namespace

template <class Exec, class Real>
template <class Functor>
std::array<double, 3> Smoothness<Exec, Real>::sum(char const* label, device::Extent extent,
                                                  Functor const& functor) const {
  device::sum_strips(device_.exec, label, extent, functor, sums_.data());
  sums_.to_host(device_);
  auto const& sums = *sums_.host();
  return {sums[0], sums[1], sums[2]};
}

/// Coefficients of the sum over this device's pairs along the direction.
template <class Exec, class Real>
std::array<double, 3> Smoothness<Exec, Real>::pairs(model::Estimate<Exec, Real> const& estimate,
                                                    model::Estimate<Exec, Real> const& direction) const {
  auto const& owned = estimate.owned;
  auto const& object = estimate.object;
  return sum("smoothness", {1, owned.rows, owned.cols},
             PairSums<Real>{object.data(), direction.object.data(), owned, object.extent_int(0), object.extent_int(1)});
}

/// Coefficients of the power of the probe along the direction, the same on every device.
template <class Exec, class Real>
std::array<double, 3> Smoothness<Exec, Real>::powers(model::Estimate<Exec, Real> const& estimate,
                                                     model::Estimate<Exec, Real> const& direction) const {
  auto const w = model::whole_probe(estimate);
  return sum("power of the probe", w.extent, PowerSums<Real>{estimate.probe.data(), direction.probe.data(), w.stride});
}

template <class Exec, class Real>
std::array<double, 5> Smoothness<Exec, Real>::along(model::Estimate<Exec, Real> const& estimate,
                                                    model::Estimate<Exec, Real> const& direction,
                                                    model::Moves moves) const {
  auto q = pairs(estimate, direction);
  auto n = powers(estimate, direction);
  if (!moves.object) q[1] = q[2] = 0;
  if (!moves.probe) n[1] = n[2] = 0;
  std::array<double, 5> result{};
  for (std::size_t i = 0; i < q.size(); ++i)
    for (std::size_t k = 0; k < n.size(); ++k) result[i + k] += share_ * q[i] * n[k];
  return result;
}

template <class Exec, class Real>
typename Smoothness<Exec, Real>::ValueAndCurvature Smoothness<Exec, Real>::add_gradient(
    model::Estimate<Exec, Real> const& estimate, model::Estimate<Exec, Real> const& gradient) const {
  auto const& box = gradient.owned;
  auto const& object = estimate.object;
  double const weighted_pairs = share_ * pairs(estimate, estimate)[0];
  double const power = powers(estimate, estimate)[0];
  device::for_each_strip(device_.exec, "gradient of the smoothness", {1, box.rows, box.cols},
                         AddPairGradient<Real>{object.data(), gradient.object.data(), box, object.extent_int(0),
                                               object.extent_int(1), static_cast<Real>(share_ * power)});
  auto const w = model::whole_probe(estimate);
  device::for_each_strip(device_.exec, "gradient of the smoothness by the probe", w.extent,
                         AddPowerGradient<Real>{estimate.probe.data(), gradient.probe.data(), w.stride,
                                                static_cast<Real>(weighted_pairs)});
  return {weighted_pairs * power, 4 * share_ * power};
}

double illumination_share(int frames, std::size_t rows, std::size_t cols, std::size_t probe) {
  return frames / (static_cast<double>(rows - probe / 2) * static_cast<double>(cols - probe / 2));
}

#define PTYGER_INSTANTIATE(Exec, Real) template class Smoothness<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::update
