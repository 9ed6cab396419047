#include "prepare/validate_options.hpp"

#include <fmt/format.h>

#include "model/variation.hpp"
#include "ptyger/error.hpp"

namespace ptyger::prepare {
namespace {

// --rule reference, the published method, fixes start, scheme and sampling. Sets these options where the user gave
// none, and throws InputError where the user gave other values.
void apply_reference_rule(ReconstructSettings& settings, core::GivenOptions const& given) {
  auto& options = settings.solver;
  auto const refuse = [](char const* asked, char const* implied) {
    throw InputError(
        fmt::format("{} contradicts --rule reference, which implies {}; leave one of them out", asked, implied));
  };
  if (options.start_epochs.value_or(0) != 0) refuse("--start-epochs", "no start");
  if (given.contains("--scheme") && options.scheme != Scheme::alternating)
    refuse("--scheme joint", "alternating steps");
  if (settings.sampling && settings.sampling != Sampling::nearest) refuse("--sampling", "nearest sampling");
  if (settings.refine_positions == true || options.refine.any())
    refuse("--positions refine or --fit-...", "no corrections of the scan");
  options.start_epochs = 0;
  options.scheme = Scheme::alternating;
  settings.sampling = Sampling::nearest;
  if (!settings.noise) settings.noise = Noise::gaussian;
  if (!settings.probe_modes) settings.probe_modes = 1;
  if (!settings.smoothness) settings.smoothness = 0;
}

// A moving beam is modelled by incoherent probe modes; one mode is not enough.
void validate_fly_scan(ReconstructSettings& settings) {
  if (!settings.solver.fly.moves()) {
    if (!settings.solver.fly.from_start) return;
    throw InputError("--fly-position is for fly scans; say by --fly how far the stage moves during an exposure");
  }
  if (settings.probe_modes) {
    if (*settings.probe_modes > 1) return;
    throw InputError(
        "--fly needs several --probe-modes, which the moving beam is made of; give 2 or more, or leave it out");
  }
  settings.probe_modes = 3;
}

// Accepts default values in any combination, because the TOML in a result gives all options and must be valid input.
void validate_refinement(ReconstructSettings const& settings) {
  auto const& options = settings.solver;
  if (settings.refine_positions == true && settings.sampling == Sampling::nearest)
    throw InputError(
        "--positions refine needs --sampling bilinear or fourier: nearest pixels have no slope; leave one of them out");
  bool const fixed = settings.refine_positions == false || settings.sampling == Sampling::nearest;
  if (fixed && options.refine.most_drift != Refine().most_drift)
    throw InputError("--max-drift is for --positions refine; give both, or leave it out");
  if (options.iterations && options.hold_out != Options().hold_out)
    throw InputError(
        "--hold-out tells when a run without --iterations ends; with a fixed number all pixels are fitted; leave one "
        "of them out");
}

void validate_probe_constraints(ReconstructSettings const& settings) {
  bool const has_aperture = !settings.probe_aperture.empty();
  bool const has_support = !settings.probe_support.empty();
  if (has_aperture && has_support)
    throw InputError(
        "--probe-aperture and --probe-support cannot be combined: what both allow is not the projection onto one after "
        "the other; leave one of them out");
  if ((has_aperture || has_support) && settings.fixed_probe)
    throw InputError(fmt::format("{} contradicts --no-probe, which keeps the probe as it is; leave one of them out",
                                 has_aperture ? "--probe-aperture" : "--probe-support"));
  if (settings.probe_support == "auto")
    throw InputError("--probe-support auto: only --probe-aperture has a value auto; give a radius or a file");
}

// The halves are made of all frames of the run, and their noise is independent.
void validate_halves(ReconstructSettings const& settings) {
  if (!settings.halves) return;
  if (settings.read.half != FrameHalf::all)
    throw InputError(
        "--halves compares both halves of the frames, but --half reads only one of them; leave one of them out");
  if (!settings.init.empty())
    throw InputError(
        "--halves needs a run from the beginning: halves that begin with --init share the noise of its frames, and "
        "halves that begin without it need more iterations than this run; leave one of them out");
}

/// Scans that share the object have a probe each.
void validate_probes_of_scans(ReconstructSettings const& settings) {
  if (settings.share != Share::object) return;
  if (settings.scans.size() > 1 + model::most_variation)
    throw InputError(fmt::format("{} scans are more than the {} that may share an object with a probe each",
                                 settings.scans.size(), 1 + model::most_variation));
  if (settings.fixed_probe) throw InputError("--share object finds the probe of each scan; leave it or --no-probe out");
  if (settings.solver.probe_variation > 0)
    throw InputError("--share object gives each scan one probe; leave it or --probe-variation out");
}

void validate_scans(ReconstructSettings const& settings) {
  if (settings.scans.empty()) {
    if (settings.share != Share::nothing)
      throw InputError("--share is for several scans; name the files of each by --scan, or leave it out");
    return;
  }
  if (!settings.inputs.empty())
    throw InputError(fmt::format("{}: with --scan, each file needs a --scan before it", settings.inputs.front()));
  if (settings.scans.size() < 2) throw InputError("--scan is for several scans; give a file of one scan without it");
  if (settings.share == Share::nothing)
    throw InputError("several --scan need --share: say whether they share the probe, the object or both");
  if (settings.read.half != FrameHalf::all)
    throw InputError("--half divides the frames of one scan, not of several; leave it or --scan out");
}

}  // namespace

void validate_options(ReconstructSettings& settings, core::GivenOptions const& given) {
  validate_scans(settings);
  validate_probes_of_scans(settings);
  validate_refinement(settings);
  validate_halves(settings);
  validate_probe_constraints(settings);
  if (settings.fixed_probe && settings.probe == "blind")
    throw InputError(
        "--no-probe contradicts --probe blind: a probe that was guessed must be improved; give one of them");
  if (settings.probe_defocus != 0 && (settings.probe == "blind" || !settings.init.empty()))
    throw InputError(
        "--probe-defocus is for the probe of a file: --probe blind finds a defocus itself, and the probe of --init "
        "fits "
        "its object; leave one of them out");
  settings.solver.recover_probe = !settings.fixed_probe;
  validate_fly_scan(settings);
  if (settings.solver.mode_start != ModeStart::hermite && settings.probe_modes == 1)
    throw InputError(
        "--mode-start says how further modes begin, but there is one; give --probe-modes, or leave it out");
  if (settings.solver.rule == Rule::reference) apply_reference_rule(settings, given);
  if (settings.smoothness == 0 && settings.edge_threshold.value_or(0) > 0)
    throw InputError("--edges is for --smooth above 0: without smoothness there are no edges; leave one of them out");
  if (settings.sampling == Sampling::nearest) settings.refine_positions = false;
  if (settings.noise) settings.solver.noise = *settings.noise;
  if (settings.sampling) settings.solver.sampling = *settings.sampling;
  if (settings.probe_modes) settings.solver.probe_modes = static_cast<std::size_t>(*settings.probe_modes);
  if (settings.smoothness) settings.solver.smoothness = *settings.smoothness;
  if (settings.edge_threshold) settings.solver.edge_threshold = *settings.edge_threshold;
  settings.solver.refine.positions = settings.refine_positions == true;
}

}  // namespace ptyger::prepare
