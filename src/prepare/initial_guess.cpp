#include "prepare/initial_guess.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "model/fly_scan.hpp"
#include "prepare/initial_object.hpp"
#include "prepare/pixel_difference.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/results/read_corrections.hpp"
#include "read/results/read_initial.hpp"
#include "read/results/read_probe.hpp"
#include "solver/check_scan.hpp"
#include "solver/plan_run.hpp"

namespace ptyger::prepare {
namespace {

void require_size(ProbeModes const& probe, Scan const& scan, std::string const& file, char const* option) {
  if (probe.size <= scan.detector) return;
  throw InputError(
      fmt::format("{}: its probe has {} x {} pixels, more than the frames of {}, {} x {}; give {} a file that was made "
                  "with frames as wide as these, or leave it out",
                  file, probe.size, probe.size, scan.sources.front(), scan.detector, scan.detector, option));
}

/// Compares the object pixels of the probe file and the scan. A refined probe may have other pixels, for example from
/// another energy, which gives a note; a probe that is `fixed` may not: InputError. A file may leave its pixel size
/// open.
void compare_pixels(read::ProbeOfFile const& probe, std::string const& file, bool fixed, Scan const& scan,
                    std::vector<std::string>& notes) {
  if (probe.pixel_row_m == 0) return;
  auto const difference = pixel_difference(probe.pixel_row_m, probe.pixel_col_m, scan);
  if (difference.empty()) return;
  if (fixed)
    throw InputError(
        fmt::format("{}: {}, and --no-probe keeps the probe as it is; leave --no-probe out, or give --probe a result "
                    "of the same wavelength, distance and detector",
                    file, difference));
  notes.push_back(fmt::format("{}: {}; its probe is used as the initial probe, pixel by pixel", file, difference));
}

/// An initial result that used frames of the other half correlates the noise of both halves.
void note_shared_noise(read::EarlierResult const& initial, std::string const& file, Scan& scan,
                       std::vector<std::string>& notes) {
  auto const& frames = initial.frames;
  if (scan.half == FrameHalf::all || (frames && frames->half == scan.half && !frames->shared_start)) return;
  scan.shared_start = true;
  notes.push_back(fmt::format(
      "{} {}: the halves will share noise, so their correlation will overestimate the resolution; leave --init out to "
      "measure the resolution",
      file, frames ? "is made of frames outside this half, too" : "does not say which frames it is made of"));
}

}  // namespace

bool names_a_file(std::string const& probe) {
  return probe != "auto" && probe != "file" && probe != "blind";
}

void choose_probe(std::string const& probe, bool fixed, Scan& scan, std::vector<std::string>& notes) {
  if (probe == "file" && scan.probe.modes == 0)
    throw InputError(scan.sources.front() +
                     ": --probe file was given, but the file has no probe; give --probe blind to find one, or "
                     "--probe FILE to take the probe of another file");
  if (names_a_file(probe)) {
    auto const file_probe = read::read_probe(probe);
    require_size(file_probe.modes, scan, probe, "--probe");
    compare_pixels(file_probe, probe, fixed, scan, notes);
    scan.probe = file_probe.modes;
  }
  if (probe == "blind") scan.probe = {};
}

Options initial_guess(ReconstructSettings const& settings, Scan& scan, std::vector<std::string>& notes) {
  auto options = settings.solver;
  std::optional<read::EarlierResult> initial;
  if (!settings.init.empty()) initial = read::read_initial(settings.init);
  if (initial) note_shared_noise(*initial, settings.init, scan, notes);
  if (initial && settings.probe == "auto") {
    require_size(initial->probe, scan, settings.init, "--init");
    scan.probe = initial->probe;
    options.keep_probe_power = true;
    options.probe_modes = std::max(options.probe_modes, initial->probe.modes);  // all modes of the earlier result
    if (settings.probe_modes && options.probe_modes != settings.solver.probe_modes)
      notes.push_back(fmt::format("begins with the {} probe modes of {}", options.probe_modes, settings.init));
  }
  choose_probe(settings.probe, settings.fixed_probe, scan, notes);
  if (settings.probe == "blind" || scan.probe.modes == 0) {
    if (settings.fixed_probe)
      throw InputError(scan.sources.front() +
                       ": the file has no probe, and --no-probe keeps the probe as it is; leave --no-probe out, or "
                       "name a file with a probe by --probe FILE");
    options.probe_start = ProbeStart::blind;
  }
  if (settings.fixed_probe && !settings.probe_modes) options.probe_modes = scan.probe.modes;
  if (initial && !settings.refine_positions)
    options.refine.positions = read::read_corrections(settings.init).positions_corrected;
  solver::check_beam(scan, options);
  if (options.fly.from_start) model::move_to_middle(scan, options.fly);
  if (initial)
    options.initial_object = map_initial_object(*initial, scan, settings.init, options.refine.drift_pixels());
  return options;
}

Automatic automatic_settings(ReconstructSettings const& settings) {
  bool const continues = !settings.init.empty();
  bool const has_modes = settings.fixed_probe || (continues && settings.probe == "auto");
  return {.noise = !settings.noise,
          .sampling = !settings.sampling,
          .probe_modes = !settings.probe_modes && !has_modes,
          .positions = !settings.refine_positions && !continues,
          .smoothness = !settings.smoothness,
          .edge_threshold = !settings.smoothness && !settings.edge_threshold};
}

void check_fit(ReconstructSettings const& settings) {
  auto outline = read_outline(settings.inputs, settings.read);  // the scan without counts
  std::vector<std::string> notes;
  auto const options = initial_guess(settings, outline, notes);
  auto const run = solver::plan_run(outline, options);
  partition::require_fit(run.plan, run.limit);
}

}  // namespace ptyger::prepare
