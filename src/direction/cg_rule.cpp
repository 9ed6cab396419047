#include "direction/cg_rule.hpp"

#include <algorithm>
#include <cmath>

namespace ptyger::direction {

double conjugacy_factor(Rule rule, InnerProducts const& p) {
  double const d_y = p.g_d - p.glast_d;
  switch (rule) {
    case Rule::prp:
      return std::max(0.0, (p.g_z - p.glast_z) / p.glast_zlast);
    case Rule::dy:
    case Rule::reference:
      return p.g_z / d_y;
    case Rule::hz: {
      double const change_g = p.g_z - p.g_zlast;                              // <z - z_last, g>
      double const change_y = p.g_z - p.glast_z - p.g_zlast + p.glast_zlast;  // <z - z_last, y>
      double const floor = -1 / (std::sqrt(p.d_d) * std::min(0.01, std::sqrt(p.glast_glast)));
      return std::max(floor, (change_g - 2 * change_y * p.g_d / d_y) / d_y);
    }
  }
  return 0;
}

}  // namespace ptyger::direction
