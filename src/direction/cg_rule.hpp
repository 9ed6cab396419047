#pragma once

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
double conjugacy_factor(Rule rule, InnerProducts const& products);

}  // namespace ptyger::direction
