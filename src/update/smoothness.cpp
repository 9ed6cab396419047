#include "update/smoothness.hpp"

#include "device/instantiate.hpp"

namespace ptyger::update {
namespace {

/// Sums over pairs of neighbours, with the differences u of psi and v of d and the factor h = edge_factor(|u|^2): the
/// penalty 2 |u|^2 / (1 + h), then the coefficients of |u + gamma v|^2 / h. A pair belongs to its left or upper pixel;
/// one item: the pixels of a box.
template <class Real>
struct PairSums {
  Complex<Real> const* psi;  ///< object
  Complex<Real> const* d;    ///< direction of the object
  core::Box box;
  int rows;  ///< rows of the local box, which limits the pairs
  int cols;
  double inverse;  ///< of the square of the edge threshold

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<4>& sums) const {
    int const row = box.row + s.row;
    int const first = box.col + s.col;
    auto const row_start = std::int64_t{row} * cols;
    int const pairs = first + s.width < cols ? s.width : cols - 1 - first;
    add(row_start + first, 1, pairs, sums);
    if (row + 1 < rows) add(row_start + first, cols, s.width, sums);
  }

 private:
  /// Adds `count` pairs; to_neighbour: values from a pixel to its neighbour.
  KOKKOS_FUNCTION void add(std::int64_t from, int to_neighbour, int count, device::Sums<4>& sums) const {
    for (auto at = from; at < from + count; ++at) {
      auto const u = device::to_double(psi[at + to_neighbour]) - device::to_double(psi[at]);
      auto const v = device::to_double(d[at + to_neighbour]) - device::to_double(d[at]);
      double const factor = edge_factor(norm2(u), inverse);
      sums[0] += 2 * norm2(u) / (1 + factor);
      sums[1] += norm2(u) / factor;
      sums[2] += 2 * real_inner(u, v) / factor;
      sums[3] += norm2(v) / factor;
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
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) {
      auto const u = device::to_double(p[at]);
      auto const v = device::to_double(d[at]);
      sums[0] += norm2(u);
      sums[1] += 2 * real_inner(u, v);
      sums[2] += norm2(v);
    }
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

/// gradient += weight times the sum of u / edge_factor(|u|^2), with u = psi - psi_b, over the neighbours b of each
/// pixel; one item: the pixels of a box.
template <class Real>
struct AddPairGradient {
  Complex<Real> const* psi;
  Complex<Real>* gradient;
  core::Box box;
  int rows;  ///< rows of the local box, which limits the pairs
  int cols;
  Real weight;
  Real inverse;  ///< of the square of the edge threshold

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    int const row = box.row + s.row;
    for (int col = box.col + s.col; col < box.col + s.col + s.width; ++col) {
      auto const at = std::int64_t{row} * cols + col;
      Complex<Real> sum(0);
      if (row > 0) sum += term(at, at - cols);
      if (row + 1 < rows) sum += term(at, at + cols);
      if (col > 0) sum += term(at, at - 1);
      if (col + 1 < cols) sum += term(at, at + 1);
      gradient[at] += weight * sum;
    }
  }

 private:
  KOKKOS_FUNCTION Complex<Real> term(std::int64_t at, std::int64_t neighbour) const {
    auto const u = psi[at] - psi[neighbour];
    return u / edge_factor(norm2(u), inverse);
  }
};

}  // namespace

template <class Exec, class Real>
std::array<double, 3> Smoothness<Exec, Real>::powers(model::Estimate<Exec, Real> const& estimate,
                                                     model::Estimate<Exec, Real> const& direction) const {
  auto const w = model::whole_probe(estimate);
  device::sum_strips(device_.exec, "power of the probe", w.extent,
                     PowerSums<Real>{estimate.probe.data(), direction.probe.data(), w.stride}, powers_.data());
  powers_.to_host(device_);
  auto const& sums = *powers_.host();
  return {sums[0], sums[1], sums[2]};
}

template <class Exec, class Real>
device::Sums<4> Smoothness<Exec, Real>::pairs(model::Estimate<Exec, Real> const& estimate,
                                              model::Estimate<Exec, Real> const& direction, double power) const {
  auto const& owned = estimate.owned;
  auto const& object = estimate.object;
  device::sum_strips(device_.exec, "smoothness", {1, owned.rows, owned.cols},
                     PairSums<Real>{object.data(), direction.object.data(), owned, object.extent_int(0),
                                    object.extent_int(1), edges_ * power},
                     pairs_.data());
  pairs_.to_host(device_);
  return *pairs_.host();
}

template <class Exec, class Real>
std::array<double, 5> Smoothness<Exec, Real>::along(model::Estimate<Exec, Real> const& estimate,
                                                    model::Estimate<Exec, Real> const& direction,
                                                    model::Moves moves) const {
  auto n = powers(estimate, direction);
  auto q = pairs(estimate, direction, n[0]);
  double const excess = share_ * n[0] * (q[0] - q[1]);
  if (!moves.object) q[2] = q[3] = 0;
  if (!moves.probe) n[1] = n[2] = 0;
  std::array<double, 5> result{excess};
  for (std::size_t i = 0; i < n.size(); ++i)
    for (std::size_t k = 0; k < n.size(); ++k) result[i + k] += share_ * q[i + 1] * n[k];
  return result;
}

template <class Exec, class Real>
typename Smoothness<Exec, Real>::ValueAndCurvature Smoothness<Exec, Real>::add_gradient(
    model::Estimate<Exec, Real> const& estimate, model::Estimate<Exec, Real> const& gradient) const {
  auto const& box = gradient.owned;
  auto const& object = estimate.object;
  double const power = powers(estimate, estimate)[0];
  auto const q = pairs(estimate, estimate, power);
  device::for_each_strip(
      device_.exec, "gradient of the smoothness", {1, box.rows, box.cols},
      AddPairGradient<Real>{object.data(), gradient.object.data(), box, object.extent_int(0), object.extent_int(1),
                            static_cast<Real>(share_ * power), static_cast<Real>(edges_ * power)});
  auto const w = model::whole_probe(estimate);
  device::for_each_strip(
      device_.exec, "gradient of the smoothness by the probe", w.extent,
      AddPowerGradient<Real>{estimate.probe.data(), gradient.probe.data(), w.stride, static_cast<Real>(share_ * q[1])});
  return {share_ * power * q[0], 4 * share_ * power};
}

double illumination_share(int frames, std::size_t rows, std::size_t cols, std::size_t probe) {
  std::size_t const margins = probe / 2;
  return frames / (static_cast<double>(rows - margins) * static_cast<double>(cols - margins));
}

#define PTYGER_INSTANTIATE(Exec, Real) template class Smoothness<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::update
