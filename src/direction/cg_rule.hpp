#pragma once

#include <Kokkos_Core.hpp>

#include "ptyger/options.hpp"

namespace ptyger::direction {

/// Real inner products over object and probe, in double: g_z = <g, z> and so on, with the gradient g, the
/// preconditioned gradient z and the direction d; glast and zlast are the g and z of the iteration before.
struct InnerProducts {
  double g_z = 0;
  double glast_z = 0;
  double g_zlast = 0;
  double glast_zlast = 0;
  double g_d = 0;
  double glast_d = 0;
  double d_d = 0;
  double glast_glast = 0;
};

/// The factor beta of d <- -z + beta d; not finite when the rule breaks down.
/// prp: Polak & Ribiere 1969 with Powell's restart (beta >= 0); dy: Dai & Yuan 1999; hz: Hager & Zhang 2005, eq. 1.6
/// with their lower bound for eta = 0.01, preconditioned; reference, of Yu et al. 2022: dy.
KOKKOS_INLINE_FUNCTION double conjugacy_factor(Rule rule, InnerProducts const& p) {
  double const d_y = p.g_d - p.glast_d;
  if (rule == Rule::prp) {
    double const beta = (p.g_z - p.glast_z) / p.glast_zlast;
    return beta > 0 ? beta : 0;
  }
  if (rule == Rule::hz) {
    double const change_g = p.g_z - p.g_zlast;                              // <z - z_last, g>
    double const change_y = p.g_z - p.glast_z - p.g_zlast + p.glast_zlast;  // <z - z_last, y>
    double const norm = Kokkos::sqrt(p.glast_glast);
    double const floor = -1 / (Kokkos::sqrt(p.d_d) * (norm < 0.01 ? norm : 0.01));
    double const beta = (change_g - 2 * change_y * p.g_d / d_y) / d_y;
    return floor < beta ? beta : floor;
  }
  return p.g_z / d_y;
}

/// How a direction was made.
struct Outcome {
  double beta = 0;      ///< factor of the previous direction
  bool restart = true;  ///< the direction is the negative preconditioned gradient
};

/// The factor of the next direction; a restart also when beta is not finite and when the direction would not descend.
KOKKOS_INLINE_FUNCTION Outcome choose_factor(Rule rule, bool restart, InnerProducts const& p) {
  if (restart) return {};
  double const beta = conjugacy_factor(rule, p);
  if (!Kokkos::isfinite(beta) || beta * p.g_d >= p.g_z) return {};
  return {beta, false};
}

}  // namespace ptyger::direction
