#include "tuning/expected_weight.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "tuning/two_halves.hpp"
#include "update/probe_modes.hpp"
#include "update/smoothness.hpp"

namespace ptyger::tuning {
namespace {

/// Mean counts of a pixel in a frame, of the pixels that were measured.
double mean_count(Scan const& scan) {
  return std::visit(
      [&](auto const& counts) {
        double const sum = std::accumulate(counts.begin(), counts.end(), 0.0, [](double total, auto count) {
          return total + std::max(0.0, static_cast<double>(count));
        });
        return sum / static_cast<double>(counts.size());
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
