#include "update/smoothness.hpp"

#include "device/instantiate.hpp"

namespace ptyger {
namespace {

/// |u|^2, 2 Re conj(u) v and |v|^2 of the differences u, v of psi and d over all pairs of a box.
template <class Real>
struct PairSums {
  Complex<Real> const* psi;
  Complex<Real> const* d;
  Box box;
  int rows;  ///< held
  int cols;

  KOKKOS_FUNCTION void operator()(Strip s, Sums<3>& sums) const {
    int const row = box.row + s.row;
    int const first = box.col + s.col;
    auto const line = std::int64_t{row} * cols;
    int const pairs = first + s.width < cols ? s.width : cols - 1 - first;
    add(line + first, 1, pairs, sums);
    if (row + 1 < rows) add(line + first, cols, s.width, sums);
  }

 private:
  KOKKOS_FUNCTION void add(std::int64_t from, int to_neighbour, int count, Sums<3>& sums) const {
    for (auto at = from; at < from + count; ++at) {
      auto const u = wide(psi[at + to_neighbour]) - wide(psi[at]);
      auto const v = wide(d[at + to_neighbour]) - wide(d[at]);
      sums[0] += norm2(u);
      sums[1] += 2 * real_inner(u, v);
      sums[2] += norm2(v);
    }
  }
  KOKKOS_FUNCTION static Complex<double> wide(Complex<Real> z) { return {double(z.real()), double(z.imag())}; }
};

template <class Real>
struct AddDifferences {
  Complex<Real> const* psi;
  Complex<Real>* gradient;
  Box box;
  int rows;  ///< held
  int cols;
  Real weight;

  KOKKOS_FUNCTION void operator()(Strip s) const {
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
std::array<double, 3> Smoothness<Exec, Real>::along(Estimate<Exec, Real> const& estimate,
                                                    Estimate<Exec, Real> const& direction) const {
  auto const& core = estimate.core;
  auto const& object = estimate.object;
  sum_strips(device_.exec, "smoothness", {1, core.rows, core.cols},
             PairSums<Real>{object.data(), direction.object.data(), core, object.extent_int(0), object.extent_int(1)},
             sums_.data());
  Kokkos::deep_copy(device_.exec, sums_host_, sums_);
  device_.exec.fence();
  auto const& sums = sums_host_();
  return {weight_ * sums[0], weight_ * sums[1], weight_ * sums[2]};
}

template <class Exec, class Real>
void Smoothness<Exec, Real>::add_gradient(Estimate<Exec, Real> const& estimate,
                                          Estimate<Exec, Real> const& gradient) const {
  auto const& box = gradient.stepped;
  auto const& object = estimate.object;
  for_each_strip(device_.exec, "gradient of the smoothness", {1, box.rows, box.cols},
                 AddDifferences<Real>{object.data(), gradient.object.data(), box, object.extent_int(0),
                                      object.extent_int(1), static_cast<Real>(weight_)});
}

double mean_light(double total_counts, std::size_t rows, std::size_t cols, std::size_t probe) {
  return total_counts / (static_cast<double>(rows - probe / 2) * static_cast<double>(cols - probe / 2));
}

#define PTYGER_INSTANTIATE(Exec, Real) template class Smoothness<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
