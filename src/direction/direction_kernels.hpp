#pragma once

#include "device/launch.hpp"
#include "direction/cg_rule.hpp"

namespace ptyger::direction {

/// z = g / (weight + floor): the diagonal preconditioner. Row r of g uses row r % weight_rows of the weights, so that
/// all probe modes share one image of weights. One item, rows x cols.
template <class Real>
struct Precondition {
  Complex<Real> const* gradient;  ///< g
  Real const* weight;             ///< null: 0
  Complex<Real>* preconditioned;  ///< z
  int weight_rows;                ///< rows of the image of weights
  int stride;                     ///< values from row to row
  Real floor;                     ///< added to every weight, so that no division is by nearly 0

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    auto const at = std::int64_t{s.row} * stride;
    auto const weight_at = std::int64_t{s.row % weight_rows} * stride;
    for (int c = s.col; c < s.col + s.width; ++c) {
      Real const divisor = (weight != nullptr ? weight[weight_at + c] : Real(0)) + floor;
      preconditioned[at + c] = divisor > 0 ? gradient[at + c] / divisor : Complex<Real>(0);
    }
  }
};

/// The sums of InnerProducts, in the order of its members, over rows x cols of one part of the estimate.
template <class Real>
struct MultiplyParts {
  Complex<Real> const* g;
  Complex<Real> const* z;
  Complex<Real> const* g_last;
  Complex<Real> const* z_last;
  Complex<Real> const* d;
  int stride;  ///< values from row to row

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<8>& sums) const {
    auto const row = std::int64_t{s.row} * stride;
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) {
      sums[0] += product(g[at], z[at]);
      sums[1] += product(g_last[at], z[at]);
      sums[2] += product(g[at], z_last[at]);
      sums[3] += product(g_last[at], z_last[at]);
      sums[4] += product(g[at], d[at]);
      sums[5] += product(g_last[at], d[at]);
      sums[6] += product(d[at], d[at]);
      sums[7] += product(g_last[at], g_last[at]);
    }
  }

 private:
  KOKKOS_FUNCTION static double product(Complex<Real> a, Complex<Real> b) {
    return static_cast<double>(a.real()) * static_cast<double>(b.real()) +
           static_cast<double>(a.imag()) * static_cast<double>(b.imag());
  }
};

/// d = -z + beta d with the beta of choose_factor(), then g_last = g and z_last = z. One item, rows x cols.
template <class Exec, class Real>
struct Conjugate {
  static constexpr int strip_rows = device::column_rows<Exec>;

  Complex<Real> const* g;
  Complex<Real> const* z;
  Complex<Real>* g_last;
  Complex<Real>* z_last;
  Complex<Real>* d;
  int stride;  ///< values from row to row
  Rule rule;
  bool restart;                     ///< beta is 0
  device::Sums<8> const* products;  ///< InnerProducts, in the memory of the device
  Outcome* outcome;                 ///< of choose_factor(); null: another part stores it

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    auto const& p = products->value;
    auto const chosen = choose_factor(rule, restart, {p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]});
    if (outcome != nullptr && s.row == 0 && s.col == 0) *outcome = chosen;
    auto const beta = static_cast<Real>(chosen.beta);
    for (int row = s.row; row < s.row + s.height; ++row) {
      auto const first = std::int64_t{row} * stride + s.col;
      PTYGER_PIXEL_LOOP
      for (auto at = first; at < first + s.width; ++at) {
        d[at] = beta * d[at] - z[at];
        g_last[at] = g[at];
        z_last[at] = z[at];
      }
    }
  }
};

}  // namespace ptyger::direction
