#include "app/starting_point.hpp"

#include <algorithm>

#include "app/initial_object.hpp"
#include "core/error.hpp"
#include "model/fly_scan.hpp"
#include "ptyger/read_scan.hpp"
#include "read/read_initial.hpp"
#include "read/read_probe.hpp"
#include "solver/plan_run.hpp"

namespace ptyger {

bool names_a_file(std::string const& probe) {
  return probe != "auto" && probe != "file" && probe != "blind";
}

void choose_probe(std::string const& probe, Scan& scan) {
  if (probe == "file" && scan.probe.modes == 0)
    throw InputError(scan.sources.front() +
                     ": --probe file was asked for, but there is no probe in it; use --probe blind to find one, or "
                     "--probe FILE to take that of another file");
  if (names_a_file(probe)) scan.probe = read_probe(probe);
  if (probe == "blind") scan.probe = {};
}

Options starting_point(ReconstructSettings const& settings, Scan& scan) {
  auto options = settings.solver;
  if (options.fly.from_start) move_to_middle(scan, options.fly);
  if (!settings.init.empty()) {
    auto const initial = read_initial(settings.init);
    if (settings.probe == "auto") {
      scan.probe = initial.probe;
      options.keep_probe_power = true;
      options.probe_modes = std::max(options.probe_modes, initial.probe.modes);  // continued with all it has
    }
    choose_probe(settings.probe, scan);
    options.initial_object = map_initial_object(initial, scan, settings.init, options.refine.drift_pixels());
  } else {
    choose_probe(settings.probe, scan);
  }
  if (settings.probe == "blind" || scan.probe.modes == 0) {
    if (settings.fixed_probe)
      throw InputError(scan.sources.front() +
                       ": there is no probe in it, and --no-probe keeps the probe as it is; leave --no-probe out, or "
                       "name a file with the probe by --probe FILE");
    options.probe_start = ProbeStart::blind;
  }
  return options;
}

void check_fit(ReconstructSettings const& settings) {
  auto outline = read_outline(settings.inputs, settings.read);
  auto const options = starting_point(settings, outline);
  auto const run = plan_run(outline, options);
  require_fit(run.plan, run.limit);
}

}  // namespace ptyger
