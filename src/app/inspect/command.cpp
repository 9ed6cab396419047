#include "app/inspect/command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/inspect/report.hpp"
#include "app/reconstruct_options.hpp"
#include "app/report.hpp"
#include "app/scan_options.hpp"
#include "core/exit_code.hpp"
#include "prepare/initial_guess.hpp"
#include "ptyger/read_scan.hpp"
#include "read/positions.hpp"
#include "write/picture/scan_previews.hpp"

namespace ptyger::app {
namespace {

constexpr char const* inspect_examples =
    "# what a scan looks like, and what looks wrong\n"
    "ptyger inspect scan.cxi\n"
    "# are x and y swapped, or a sign wrong?\n"
    "ptyger inspect scan.cxi --check-orientation\n"
    "# pictures of positions and mean pattern; numbers for a script\n"
    "ptyger inspect dp.hdf5 para.hdf5 --energy 300e3 --previews pictures --json";

struct InspectSettings {
  std::vector<std::string> inputs;
  ReadOptions read;
  bool json = false;
  bool check_orientation = false;
  std::string probe = "auto";
  std::string previews;
};

std::optional<solver::OrientationCheck> checked_orientation(Scan scan, PositionAxes axes) {
  scan.positions = read::turned(std::move(scan.positions), solver::inverse(axes));
  return solver::check_orientation(scan, scan.probe.modes == 0);
}

core::ExitCode run_inspect(InspectSettings const& settings) {
  auto scan = read_scan(settings.inputs, settings.read);
  prepare::choose_probe(settings.probe, false, scan);
  std::optional<solver::OrientationCheck> orientation;
  if (settings.check_orientation) orientation = checked_orientation(scan, settings.read.axes);
  auto const inspection = inspect::inspect_scan(scan, std::move(orientation));
  auto const found = findings(scan, inspection, settings.read);
  std::vector<std::string> pictures;
  if (!settings.previews.empty()) {
    auto const stem = std::filesystem::path(settings.inputs.front()).stem().string();
    pictures = write::write_scan_previews(settings.previews, stem, scan, inspection.counts.mean);
  }
  fmt::print("{}",
             settings.json ? inspection_json(scan, inspection, found) : inspection_report(scan, inspection, found));
  if (!settings.json)
    for (auto const& picture : pictures)
      fmt::print("{}", report_line("picture", std::filesystem::path(picture).lexically_normal()));
  return core::ExitCode::ok;
}

}  // namespace

void add_inspect(CLI::App& program, Invocation& chosen) {
  auto& command =
      add_command(program, {"inspect", "Show what is in a scan, and what looks wrong with it", inspect_examples});
  auto const settings = std::make_shared<InspectSettings>();
  command
      .add_option("inputs", settings->inputs,
                  "Files of one scan: a CXI file, or a file with the patterns (dp) and its para or product file")
      ->option_text("INPUT...")
      ->required()
      ->group("Files");
  command.add_option("--previews", settings->previews, "Folder for pictures of the positions and the mean pattern")
      ->option_text("DIR")
      ->group("Files");
  add_scan_options(command, settings->read);
  add_probe_choice(command, settings->probe);
  command
      .add_flag("--check-orientation", settings->check_orientation,
                "Try the eight ways to turn the positions by short reconstructions of a few hundred frames")
      ->group("Output");
  command.add_flag("--json", settings->json, "Print a JSON object; units are in the names")->group("Output");
  command.callback([&chosen, settings] {
    chosen.needs_kokkos = true;
    chosen.run = [settings] { return run_inspect(*settings); };
  });
}

}  // namespace ptyger::app
