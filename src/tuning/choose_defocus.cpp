#include "tuning/choose_defocus.hpp"

#include <numeric>
#include <utility>

#include "solver/scan_statistics.hpp"
#include "solver/trials/defocus.hpp"
#include "solver/trials/defocus_search.hpp"

namespace ptyger::tuning {
namespace {

// In units of the dimensionless defocus: a hundredth moves the edge of the far field by less than the noise shows.
constexpr solver::DefocusRange range{.least = 0.01, .most = 2, .zero = true};

}  // namespace

DefocusChoice choose_defocus(Scan const& scan, Options const& options, Observer const& observer) {
  auto const mean = solver::mean_pattern(scan);
  solver::DefocusedProbes const probes{
      scan.probe.size, scan.probe.modes, std::accumulate(mean.begin(), mean.end(), 0.0), [&](double defocus) {
        return solver::refocused_probe(scan.probe, defocus, scan.pixel_row_m / scan.pixel_col_m);
      }};
  auto found = solver::search_defocus(scan, probes, range, options, observer);
  return {solver::distance_of_defocus(scan, scan.probe.size, found.defocus), std::move(found.probe), found.misfit,
          found.misfit_at_zero, found.transforms};
}

}  // namespace ptyger::tuning
