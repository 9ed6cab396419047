#include "ptyger/choose_settings.hpp"

#include <fmt/format.h>

#include <functional>

#include "ptyger/error.hpp"
#include "solver/blind_probe.hpp"
#include "solver/check_scan.hpp"
#include "solver/plan_run.hpp"
#include "solver/scan_statistics.hpp"
#include "tuning/choose_model.hpp"
#include "tuning/choose_smoothness.hpp"

namespace ptyger {
namespace {

/// Puts the probe that a search finds into a scan without one. Returns the transforms of the search, a frame.
double find_missing_probe(Scan& scan, Options& options, Observer const& observer) {
  if (options.probe_start != ProbeStart::blind) return 0;
  auto found = solver::find_probe(scan, solver::mean_pattern(scan), options, observer);
  scan.probe = std::move(found.probe);
  options.probe_start = ProbeStart::given;
  return found.transforms;
}

bool fits(Scan const& scan, Options const& options) try {
  auto const run = solver::plan_run(scan, options);
  partition::require_fit(run.plan, run.limit);
  return true;
} catch (InputError const&) {
  return false;
}

/// Takes fewer modes, then fixed positions, until the run fits into the memory, as far as they were chosen.
void make_fit(Scan const& scan, Options& options, Automatic automatic,
              std::function<void(std::string const&)> const& tell) {
  while (automatic.probe_modes && options.probe_modes > 1 && !fits(scan, options)) {
    options.probe_modes = options.probe_modes > 3 ? 3 : 1;
    tell(fmt::format("--probe-modes {}: more do not fit into the memory", options.probe_modes));
  }
  if (!automatic.positions || !options.refine.positions || fits(scan, options)) return;
  options.refine.positions = false;
  tell("--positions fixed: refined ones do not fit into the memory");
}

}  // namespace

ChosenSettings choose_settings(Scan& scan, Options options, Automatic automatic, Observer const& observer) {
  ChosenSettings chosen{std::move(options)};
  if (!automatic.any()) return chosen;
  auto const tell = [&](std::string const& text) {
    if (observer.on_message) observer.on_message(text);
  };
  if (scan.frames < least_trial_frames) {
    if (automatic.smoothness) chosen.options.smoothness = least_smoothness;
    tell(fmt::format("{} frames are too few for trial runs: {} probe mode{}, positions {}, --smooth {:g}", scan.frames,
                     chosen.options.probe_modes, chosen.options.probe_modes == 1 ? "" : "s",
                     chosen.options.refine.positions ? "refined" : "fixed", chosen.options.smoothness));
    return chosen;
  }
  solver::check_scan(scan, chosen.options);
  chosen.transforms = find_missing_probe(scan, chosen.options, observer);
  tuning::Trials trials(scan, chosen.options, observer);
  auto const model = tuning::choose_model(trials, automatic, tell);
  if (trials.stopped()) return chosen;
  chosen.options.probe_modes = model.options.probe_modes;
  chosen.options.refine.positions = model.options.refine.positions;
  make_fit(scan, chosen.options, automatic, tell);
  if (automatic.smoothness) {
    auto const found = tuning::choose_smoothness(trials, model);
    if (!trials.stopped()) {
      chosen.options.smoothness = found.smoothness;
      tell(fmt::format("--smooth {:.2g}: so two halves of {} frames differ least, by {:.3g}; hardly smoothed by {:.3g}",
                       found.smoothness, trials.more_frames().frames, found.error, found.rough_error));
    }
  }
  chosen.transforms += trials.transforms() / static_cast<double>(scan.frames);
  return chosen;
}

}  // namespace ptyger
