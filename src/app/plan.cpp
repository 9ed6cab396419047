#include "app/plan.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/predict_duration.hpp"
#include "app/progress.hpp"
#include "app/shell/add_options.hpp"
#include "core/exit_code.hpp"
#include "prepare/initial_guess.hpp"
#include "prepare/option_tables.hpp"
#include "prepare/read_inputs.hpp"
#include "prepare/validate_options.hpp"
#include "solver/plan_run.hpp"

namespace ptyger::app {
namespace {

constexpr char const* plan_examples =
    "# tiles, memory and messages on all devices of this machine\n"
    "ptyger plan scan.cxi\n"
    "# would it run on a node with eight devices of 80 GiB each?\n"
    "ptyger plan scan.cxi --devices 8 --memory 80GiB --probe-modes 4";

void print_duration(Duration const& duration, Options const& options) {
  fmt::print("\nduration  about {}: start {}, {}{} iterations {}", clock_text(duration.total()),
             clock_text(duration.start), options.iterations ? "" : "some ", duration.expected_iterations,
             clock_text(duration.iterations));
  if (duration.trials > 0) fmt::print(", trial runs {}, more if they choose more modes", clock_text(duration.trials));
  fmt::print("; without reading and writing\n");
}

core::ExitCode run_plan(prepare::ReconstructSettings const& settings) {
  auto scan = prepare::read_outline_of(settings);
  std::vector<std::string> notes;  // not printed: a run prints them
  auto const options = prepare::initial_guess(settings, scan, notes);
  // Number and memory of the devices are given, so they need not be devices of this node.
  bool const elsewhere = options.devices.count && options.devices.memory;
  auto const run = solver::plan_run(scan, options, elsewhere ? solver::Node::elsewhere : solver::Node::here);
  partition::require_fit(run.plan, run.limit);
  fmt::print("scan      {} frames of {} x {} pixels, object {} x {} pixels, probe {} x {}, {} mode{}\n", scan.frames,
             scan.detector, scan.detector, run.placement.rows, run.placement.cols, run.placement.probe,
             run.placement.probe, options.probe_modes, options.probe_modes == 1 ? "" : "s");
  fmt::print("choice    {}\n\n{}", run.summary(), partition::describe(run.plan, run.limit));
  if (!elsewhere) print_duration(predict_duration(scan, options, prepare::automatic_settings(settings)), options);
  return core::ExitCode::ok;
}

}  // namespace

void add_plan(CLI::App& program, Invocation& chosen) {
  auto& command =
      add_command(program, {"plan", "Show how a scan would be shared by devices, and what it takes", plan_examples});
  auto const settings = std::make_shared<prepare::ReconstructSettings>();
  add_options(command, prepare::plan_options(*settings));
  command.callback([&command, &chosen, settings] {
    prepare::validate_options(*settings, given_options(command));
    chosen.needs_kokkos = true;
    chosen.run = [settings] { return run_plan(*settings); };
  });
}

}  // namespace ptyger::app
