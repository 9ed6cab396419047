#include "prepare/initial_guess.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "model/fly_scan.hpp"
#include "prepare/empty_sample.hpp"
#include "prepare/initial_object.hpp"
#include "prepare/pixel_difference.hpp"
#include "prepare/probe_constraints.hpp"
#include "prepare/read_inputs.hpp"
#include "prepare/resampled_probe.hpp"
#include "ptyger/error.hpp"
#include "read/beam.hpp"
#include "read/results/read_corrections.hpp"
#include "read/results/read_initial.hpp"
#include "read/results/read_probe.hpp"
#include "solver/check_scan.hpp"
#include "solver/plan_run.hpp"
#include "solver/trials/defocus.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::prepare {
namespace {

void require_size(ProbeModes const& probe, Scan const& scan, std::string const& file, char const* option) {
  if (probe.size <= scan.detector) return;
  throw InputError(
      fmt::format("{}: its probe has {} x {} pixels, more than the frames of {}, {} x {}; give {} a file that was made "
                  "with frames as wide as these, or leave it out",
                  file, probe.size, probe.size, scan.sources.front(), scan.detector, scan.detector, option));
}

/// Wavelength of the probe's scan over the wavelength of the scan; 1 when one of them is not known.
double wavelength_ratio(read::ProbeOfFile const& probe, Scan const& scan, std::string const& file) {
  if (probe.energy_eV == 0 || scan.energy_eV == 0 || scan.wavelength_m == 0) return 1;
  auto const kind = read::kind_of({scan.wavelength_m, scan.energy_eV});
  return read::beam_of_kind(kind, probe.energy_eV, file).wavelength_m / scan.wavelength_m;
}

/// Brings the probe of another scan onto the pixels of this scan. Optics keep the angles of the beam, so its size goes
/// with the wavelength. A probe that is `fixed` must have the pixels of the scan: InputError. A file may leave its
/// pixel open; then its probe is taken pixel by pixel.
ProbeModes on_pixels_of(read::ProbeOfFile const& probe, std::string const& file, bool fixed, Scan const& scan,
                        std::vector<std::string>& notes) {
  auto const difference =
      probe.pixel_row_m == 0 ? std::string() : pixel_difference(probe.pixel_row_m, probe.pixel_col_m, scan);
  if (difference.empty()) {
    require_size(probe.modes, scan, file, "--probe");
    return probe.modes;
  }
  if (fixed)
    throw InputError(
        fmt::format("{}: {}, and --no-probe keeps the probe as it is; leave --no-probe out, or give --probe a result "
                    "of the same wavelength, distance and detector",
                    file, difference));
  double const larger = wavelength_ratio(probe, scan, file);  // than the beam of this scan
  auto resampled =
      resampled_probe(probe.modes, scan.detector,
                      {scan.pixel_row_m * larger / probe.pixel_row_m, scan.pixel_col_m * larger / probe.pixel_col_m});
  auto note = fmt::format("{}: {}; its probe is resampled", file, difference);
  if (std::abs(larger - 1) > 1e-4) note += fmt::format(", {:.4g} times as large for the wavelength", 1 / larger);
  double const area = scan.pixel_row_m * scan.pixel_col_m * larger * larger / (probe.pixel_row_m * probe.pixel_col_m);
  double const lost = 1 - update::power(resampled) * area / update::power(probe.modes);
  if (lost > 0.01)
    note += fmt::format("; {:.0f} % of its power lie outside of the field or of the detector", 100 * lost);
  notes.push_back(note);
  return resampled;
}

/// The probe of the scan at the distance of --probe-defocus.
void propagate_probe(double distance_m, Scan& scan) {
  if (distance_m == 0) return;
  auto const defocus = solver::defocus_of_distance(scan, scan.probe.size, distance_m);
  scan.probe = solver::refocused_probe(std::move(scan.probe), defocus, scan.pixel_row_m / scan.pixel_col_m);
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
    scan.probe = on_pixels_of(read::read_probe(probe), probe, fixed, scan, notes);
  }
  if (probe == "blind") scan.probe = {};
}

Options options_for(ReconstructSettings const& settings, Scan const& scan) {
  auto options = settings.solver;
  if (!scan.probe_of_frame.empty()) options.probe_variation = scan.further_probes.size();
  return options;
}

Options initial_guess(ReconstructSettings const& settings, Scan& scan, std::vector<std::string>& notes) {
  auto options = options_for(settings, scan);
  for (auto const& region : settings.empty_regions) options.constraints.empty_regions.push_back(parse_region(region));
  if (!settings.empty_beam.empty())
    set_empty_beam(settings.empty_beam, scan, gap_between_scans(settings), options.constraints, notes);
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
  if (settings.probe_defocus != 0) {
    if (options.probe_start == ProbeStart::blind || scan.wavelength_m == 0)
      throw InputError(scan.sources.front() + ": --probe-defocus needs a probe and a wavelength, and the file has no " +
                       (scan.wavelength_m == 0 ? "wavelength; give --energy" : "probe; give --probe FILE"));
    propagate_probe(settings.probe_defocus.value_or(0), scan);
  }
  set_probe_constraints(settings, scan, solver::probe_size(scan, options), options.constraints, notes);
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
          .edge_threshold = !settings.smoothness && !settings.edge_threshold,
          .probe_defocus = !settings.probe_defocus};
}

void check_fit(ReconstructSettings const& settings) {
  auto outline = read_outline_of(settings);
  std::vector<std::string> notes;
  auto const options = initial_guess(settings, outline, notes);
  auto const run = solver::plan_run(outline, options);
  partition::require_fit(run.plan, run.limit);
}

}  // namespace ptyger::prepare
