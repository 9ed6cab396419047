#include "app/simulate.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/shell/add_options.hpp"
#include "app/shell/toml_config.hpp"
#include "core/exit_code.hpp"
#include "ptyger/write_result.hpp"
#include "simulation/option_table.hpp"
#include "simulation/simulation.hpp"

namespace ptyger::app {
namespace {

using namespace simulation;

constexpr char const* simulate_examples =
    "# 200 frames of a defocused zone-plate beam with a million photons each\n"
    "ptyger simulate -o scan.cxi\n"
    "# a small noise-free scan on whole pixels, with the true probe as initial probe\n"
    "ptyger simulate -o clean.cxi --detector 64 --photons 0 --positions integer --write-probe\n"
    "# partially coherent beam on a spiral, detector with gaps and dead pixels\n"
    "ptyger simulate -o spiral.cxi --pattern spiral --probe-modes 3 --module-gap 4 --dead-pixels 0.002";

/// Settings of `ptyger simulate`.
struct Settings {
  simulation::Options options;
  FileSettings file;
};

std::string report(Simulation const& simulation, FileSettings const& file) {
  auto const& scan = simulation.scan;
  auto const& geometry = simulation.geometry;
  auto const& phantom = simulation.phantom;
  auto const star = phantom.star
                        ? fmt::format(", star of {} spokes, smallest period {:g} px = {:.4g} m", phantom.star->spokes,
                                      smallest_period, smallest_period * geometry.pixel_m)
                        : "";
  return fmt::format(
      "{}: {} frames of {} x {} pixels\n"
      "  wavelength {:.5g} m, distance {:.4g} m, object pixel {:.4g} m\n"
      "  beam diameter {:.1f} px, defocus {:.4g} m, {} mode{}, step {:.2f} px\n"
      "  object {} x {} px{}\n",
      file.path, scan.frames, scan.detector, scan.detector, geometry.wavelength_m, geometry.distance_m,
      geometry.pixel_m, simulation.beam.diameter_px, simulation.beam.defocus_m, simulation.beam.probe.modes,
      simulation.beam.probe.modes == 1 ? "" : "s", simulation.step_px, phantom.object.rows, phantom.object.cols, star);
}

core::ExitCode run(Settings const& settings) {
  check_output(settings.file.path, settings.file.overwrite);
  auto const simulation = simulate(settings.options);
  write_cxi(simulation, settings.options, settings.file);
  fmt::print("{}", report(simulation, settings.file));
  return core::ExitCode::ok;
}

}  // namespace

void add_simulate(CLI::App& program, Invocation& chosen) {
  auto& command =
      add_command(program, {"simulate", "Make a synthetic scan and keep the truth beside it", simulate_examples});
  auto const settings = std::make_shared<Settings>();
  add_options(command, file_options(settings->file));
  add_options(command, simulation_options(settings->options));
  command.callback([&command, &chosen, settings] {
    chosen.needs_kokkos = true;
    chosen.run = [&command, settings] {
      settings->file.options_toml = resolved_toml(command);
      return run(*settings);
    };
  });
}

}  // namespace ptyger::app
