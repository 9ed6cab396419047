#include "solver/trials/blind_probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "solver/trials/back_propagated_probe.hpp"
#include "solver/trials/defocus.hpp"
#include "solver/trials/defocus_search.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::solver {
namespace {

constexpr DefocusRange range{.least = 0.05, .most = 4};

}  // namespace

BlindProbe find_probe(Scan const& scan, std::vector<double> const& mean, Options const& options,
                      Observer const& observer) {
  if (scan.near_field) {
    BlindProbe found{.probe = back_propagated_probe(scan, mean)};
    update::scale_to_power(found.probe, std::accumulate(mean.begin(), mean.end(), 0.0));
    if (observer.on_message) observer.on_message("probe found blind: the mean frame, propagated back to the sample");
    return found;
  }
  double const aspect = scan.pixel_row_m / scan.pixel_col_m;
  DefocusedProbes const probes{scan.detector, 1, std::accumulate(mean.begin(), mean.end(), 0.0),
                               [&](double defocus) { return defocused_probe(mean, scan.detector, defocus, aspect); }};
  auto found = search_defocus(scan, probes, range, options, observer);
  bool const interrupted = observer.stop_requested && observer.stop_requested();
  if (observer.on_message && !interrupted)
    observer.on_message(
        fmt::format("probe found blind: defocus {:.3f}, misfit {:.4f} on {} frames, {:.0f} transforms a "
                    "frame of the scan",
                    found.defocus, found.misfit, std::min(scan.frames, defocus_trial_frames), found.transforms));
  return {std::move(found.probe), found.defocus, found.misfit, found.transforms};
}

}  // namespace ptyger::solver
