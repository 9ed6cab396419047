#include "app/simulate.hpp"

#include <fmt/format.h>

#include <memory>

#include "app/choice.hpp"
#include "app/shell/toml_config.hpp"
#include "core/exit_code.hpp"
#include "ptyger/write_result.hpp"
#include "simulation/simulated_file.hpp"

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

constexpr std::array probe_kinds{
    Choice<ProbeKind>{"zone-plate", ProbeKind::zone_plate}, Choice<ProbeKind>{"gaussian", ProbeKind::gaussian},
    Choice<ProbeKind>{"disc", ProbeKind::disc}, Choice<ProbeKind>{"airy", ProbeKind::airy}};
constexpr std::array patterns{Choice<Pattern>{"raster", Pattern::raster},
                              Choice<Pattern>{"jittered", Pattern::jittered},
                              Choice<Pattern>{"spiral", Pattern::spiral}};
constexpr std::array position_kinds{Choice<Positions>{"subpixel", Positions::subpixel},
                                    Choice<Positions>{"integer", Positions::integer}};

struct Settings {
  simulation::Options options;
  FileSettings file;
};

// Adds options of one group; those with a value show it as their default.
class Adder {
 public:
  Adder(CLI::App& command, char const* group) : command_(command), group_(group) {}
  template <class T>
  void operator()(char const* name, T& target, char const* text, char const* help) {
    command_.add_option(name, target, help)->option_text(text)->capture_default_str()->group(group_);
  }
  template <class T>
  void operator()(char const* name, std::optional<T>& target, char const* text, char const* help) {
    command_.add_option(name, target, help)->option_text(text)->group(group_);
  }
  template <class T, std::size_t N>
  void operator()(char const* name, T& target, std::array<Choice<T>, N> const& choices, char const* help) {
    add_choice(command_, name, target, choices, help)->group(group_);
  }

 private:
  CLI::App& command_;
  char const* group_;
};

void add_files(CLI::App& command, FileSettings& file) {
  command.add_option("-o,--output", file.path, "Scan file (CXI); the truth stands beside it in the group /truth")
      ->option_text("SCAN.cxi")
      ->required()
      ->group("Files");
  command.add_flag("--write-probe", file.write_probe, "Store the true probe as the initial probe of the scan")
      ->group("Files");
  command.add_flag("--overwrite", file.overwrite, "Replace an existing file")->group("Files");
}

void add_instrument(CLI::App& command, simulation::Options& o) {
  Adder add(command, "Instrument");
  add("--detector", o.detector, "D", "Frames have D x D pixels; any number from 16 on");
  add("--energy", o.energy_eV, "EV", "Photon energy, eV");
  add("--detector-pixel", o.detector_pixel_m, "M", "Detector pixel, metres");
  add("--distance", o.distance_m, "M", "Sample to detector, metres; without it 2");
  add("--object-pixel", o.object_pixel_m, "M", "Object pixel, metres; sets the distance instead");
}

void add_beam(CLI::App& command, simulation::Options& o) {
  Adder add(command, "Beam");
  add("--probe", o.probe, probe_kinds, "Kind of the focusing optic; airy: a round aperture in focus");
  add("--aperture", o.aperture, "F",
      "Radius of the beam on the detector over half its width; without it 0.4, 0.25 (gaussian, 1/e amplitude), 0.35 "
      "(disc) or 0.1 (airy)");
  add("--central-stop", o.central_stop, "F", "Diameter of the central stop over that of the zone plate");
  add("--defocus", o.defocus_m, "M",
      "Distance of the sample behind the focus, metres; without it the beam fills a third of the window (airy: 0)");
  add("--probe-modes", o.modes, "M", "Incoherent modes of the beam");
  add("--mode-decay", o.mode_decay, "F", "Power of each mode over that of the one before");
}

void add_scan(CLI::App& command, simulation::Options& o) {
  Adder add(command, "Scan");
  add("--pattern", o.pattern, patterns, "Rows, rows with random displacements, or a Fermat spiral");
  add("--frames", o.frames, "N", "Number of frames");
  add("--overlap", o.overlap, "F", "1 - step / beam diameter (of the uniform disc with the same half-power radius)");
  add("--step", o.step_m, "M", "Distance of neighbours, metres; overrides --overlap");
  add("--jitter", o.jitter, "F", "Largest displacement of the pattern jittered over the step");
  add("--positions", o.positions, position_kinds,
      "Between pixels (the probe is moved by a phase ramp on its spectrum) or on whole object pixels");
  add("--fly", o.fly, "F",
      "The stage moves along the rows during an exposure, by this part of the step; positions are those of its middle");
}

void add_sample(CLI::App& command, simulation::Options& o) {
  Adder sample(command, "Sample");
  sample("--phase-shift", o.phase_shift_rad, "RAD", "Phase shift of star and lines, radians");
  Adder add(command, "Detection");
  add("--photons", o.photons, "N", "Mean counts a frame, Poisson; 0: noise-free, at the scale of a million");
  add("--dead-pixels", o.dead_pixels, "F", "Fraction of dead pixels");
  add("--beam-stop", o.beam_stop_px, "PX", "Diameter of a beam stop, detector pixels");
  add("--module-gap", o.module_gap_px, "PX", "Width of the gaps between detector modules, pixels");
  add("--seed", o.seed, "N", "Seed of all random numbers: the same seed gives the same scan");
}

std::string report(Simulation const& simulation, FileSettings const& file) {
  auto const& scan = simulation.scan;
  auto const& geometry = simulation.geometry;
  auto const& phantom = simulation.phantom;
  return fmt::format(
      "{}: {} frames of {} x {} pixels\n"
      "  wavelength {:.5g} m, distance {:.4g} m, object pixel {:.4g} m\n"
      "  beam diameter {:.1f} px, defocus {:.4g} m, {} mode{}, step {:.2f} px\n"
      "  object {} x {} px, star of {} spokes, smallest period {:g} px = {:.4g} m\n",
      file.path, scan.frames, scan.detector, scan.detector, geometry.wavelength_m, geometry.distance_m,
      geometry.pixel_m, simulation.beam.diameter_px, simulation.beam.defocus_m, simulation.beam.probe.modes,
      simulation.beam.probe.modes == 1 ? "" : "s", simulation.step_px, phantom.object.rows, phantom.object.cols,
      phantom.star.spokes, smallest_period, smallest_period * geometry.pixel_m);
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
  add_files(command, settings->file);
  add_instrument(command, settings->options);
  add_beam(command, settings->options);
  add_scan(command, settings->options);
  add_sample(command, settings->options);
  command.callback([&command, &chosen, settings] {
    chosen.needs_kokkos = true;
    chosen.run = [&command, settings] {
      settings->file.options_toml = resolved_toml(command);
      return run(*settings);
    };
  });
}

}  // namespace ptyger::app
