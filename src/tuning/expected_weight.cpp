#include "tuning/expected_weight.hpp"

#include <limits>

#include "tuning/two_halves.hpp"
#include "update/probe_modes.hpp"
#include "update/smoothness.hpp"

namespace ptyger::tuning {
namespace {

/// Mean counts of a pixel in a frame, of the pixels that were measured.
double mean_count(Scan const& scan) {
  return std::visit(
      [&](auto const& counts) {
        double sum = 0;
        double pixels = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) {
          auto const count = static_cast<double>(counts[i]);
          if (scan.measured[i % scan.measured.size()] == 0 || count < 0) continue;
          sum += count;
          pixels += 1;
        }
        return pixels > 0 ? sum / pixels : 0;
      },
      scan.counts);
}

}  // namespace

double expected_weight(Result const& a, Result const& b, Scan const& scan) {
  double const roughness = common_roughness(a, b);
  if (!(roughness > 0)) return std::numeric_limits<double>::infinity();
  double const variance = a.nrmse * b.nrmse * mean_count(scan);
  double const share =
      update::illumination_share(static_cast<int>(scan.frames), a.object.rows, a.object.cols, a.probe.size);
  return 2 * variance / (roughness * share * update::power(a.probe));
}

}  // namespace ptyger::tuning
