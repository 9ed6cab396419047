#include "app/starting_point.hpp"

#include "app/initial_object.hpp"
#include "core/error.hpp"
#include "read/read_initial.hpp"
#include "read/read_probe.hpp"

namespace ptyger {
namespace {

bool names_a_file(std::string const& probe) {
  return probe != "auto" && probe != "file" && probe != "blind";
}

}  // namespace

Options starting_point(ReconstructSettings const& settings, Scan& scan) {
  auto options = settings.solver;
  if (settings.probe == "file" && scan.probe.modes == 0)
    throw InputError(scan.sources.front() +
                     ": --probe file was asked for, but there is no probe in it; use --probe blind to find one, or "
                     "--probe FILE to take that of another file");
  if (!settings.init.empty()) {
    auto initial = read_initial(settings.init);
    options.initial_object = map_initial_object(initial, scan, settings.init);
    if (settings.probe == "auto") scan.probe = std::move(initial.probe);
  }
  if (names_a_file(settings.probe)) scan.probe = read_probe(settings.probe);
  if (settings.probe == "blind" || scan.probe.modes == 0) {
    if (settings.fixed_probe)
      throw InputError(scan.sources.front() +
                       ": there is no probe in it, and --no-probe keeps the probe as it is; leave --no-probe out, or "
                       "name a file with the probe by --probe FILE");
    options.probe_start = ProbeStart::blind;
  }
  return options;
}

}  // namespace ptyger
