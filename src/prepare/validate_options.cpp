#include "app/validate_options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

bool given(CLI::App const& command, char const* name) {
  return command.get_option(name)->count() > 0;
}

// The published rule knows only one way: what is open follows it, what was asked for otherwise is an error.
void apply_reference_rule(CLI::App& command, Options& options) {
  auto const refuse = [](char const* asked, char const* implied) {
    throw InputError(
        fmt::format("{} contradicts --rule reference, which implies {}; leave one of them out", asked, implied));
  };
  if (options.start_epochs.value_or(0) != 0) refuse("--start-epochs", "no start");
  if (given(command, "--scheme") && options.scheme != Scheme::alternating)
    refuse("--scheme joint", "alternating steps");
  if (given(command, "--sampling") && options.sampling != Sampling::nearest) refuse("--sampling", "nearest sampling");
  if (options.refine.any()) refuse("--positions refine or --fit-...", "no corrections of the scan");
  options.start_epochs = 0;
  options.scheme = Scheme::alternating;
  options.sampling = Sampling::nearest;
  command.get_option("--start-epochs")->clear();
  command.get_option("--start-epochs")->default_str("0");
  command.get_option("--scheme")->default_str("alternating");
  command.get_option("--sampling")->default_str("nearest");
}

// A moving beam needs modes.
void validate_fly_scan(CLI::App& command, prepare::ReconstructSettings& settings) {
  if (!settings.solver.fly.moves()) {
    if (!settings.solver.fly.from_start) return;
    throw InputError("--fly-position is for fly scans; say by --fly how far the stage moves during an exposure");
  }
  if (given(command, "--probe-modes")) {
    if (settings.solver.probe_modes > 1) return;
    throw InputError(
        "--fly needs several --probe-modes, which the moving beam is made of; give 2 or more, or leave it out");
  }
  settings.solver.probe_modes = 3;
  command.get_option("--probe-modes")->default_str("3");
}

// Defaults are no contradiction: the options of a result have them all.
void validate_refinement(Options const& options) {
  if (options.refine.positions && options.sampling == Sampling::nearest)
    throw InputError(
        "--positions refine needs --sampling bilinear or fourier: nearest pixels have no slope; leave one of them out");
  if (!options.refine.positions && options.refine.most_drift != Refine().most_drift)
    throw InputError("--max-drift is for --positions refine; give both, or leave it out");
  if (options.iterations && options.hold_out != Options().hold_out)
    throw InputError(
        "--hold-out tells when a run without --iterations ends; with a fixed number all pixels are fitted; leave one "
        "of them out");
}

}  // namespace

void validate_options(CLI::App& command, prepare::ReconstructSettings& settings) {
  validate_refinement(settings.solver);
  if (settings.fixed_probe && settings.probe == "blind")
    throw InputError(
        "--no-probe contradicts --probe blind: a probe that was guessed must be improved; give one of them");
  settings.solver.recover_probe = !settings.fixed_probe;
  validate_fly_scan(command, settings);
  if (settings.solver.mode_start != ModeStart::hermite && settings.solver.probe_modes < 2)
    throw InputError(
        "--mode-start says how further modes begin, but there is one; give --probe-modes, or leave it out");
  if (settings.solver.rule == Rule::reference) apply_reference_rule(command, settings.solver);
}

}  // namespace ptyger::app
