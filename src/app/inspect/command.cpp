#include "app/inspect/command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "app/inspect/candidates.hpp"
#include "app/inspect/report.hpp"
#include "app/outputs.hpp"
#include "app/reading_notes.hpp"
#include "app/report.hpp"
#include "app/shell/add_options.hpp"
#include "core/exit_code.hpp"
#include "inspect/detector_mask.hpp"
#include "prepare/initial_guess.hpp"
#include "prepare/option_tables.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "ptyger/write_result.hpp"
#include "read/file_pixel.hpp"
#include "read/no_scan.hpp"
#include "write/mask_file.hpp"
#include "write/pending_file.hpp"
#include "write/picture/scan_previews.hpp"

namespace ptyger::app {
namespace {

constexpr char const* inspect_examples =
    "# what a scan looks like, and what looks wrong\n"
    "ptyger inspect scan.cxi\n"
    "# are x and y swapped, or a sign wrong?\n"
    "ptyger inspect scan.cxi --check-orientation\n"
    "# files in no known format: what could be the frames, positions, energy?\n"
    "ptyger inspect unknown.h5 --write-mapping beamline.toml\n"
    "# pictures of positions and mean pattern; numbers for a script\n"
    "ptyger inspect dp.hdf5 para.hdf5 --energy 300e3 --previews pictures --json";

/// Settings of `ptyger inspect`.
struct InspectSettings {
  std::vector<std::string> inputs;  ///< files of one scan
  ReadOptions read;                 ///< what the user states about the scan
  bool json = false;                ///< whether JSON is printed
  bool check_orientation = false;   ///< whether turns of the positions are tried
  bool check_scale = false;         ///< whether scales of the positions are tried
  std::string probe = "auto";       ///< auto, file, blind, or the name of a file with a probe
  std::string previews;             ///< folder of the pictures; empty: none
  std::string write_mapping;        ///< file for a first mapping; empty: the scan is read
  std::string mask_output;          ///< file of the mask; empty: none
  bool overwrite = false;           ///< whether an existing mask is replaced
};

void write_first_mapping(InspectSettings const& settings, read::Candidates const& found) {
  auto const text = first_mapping(settings.inputs, found);
  write::PendingFile pending(settings.write_mapping, settings.overwrite);
  std::ofstream(pending.temporary()) << text;
  pending.commit();
  fmt::print("{}", report_line("mapping", settings.write_mapping));
}

/// The scan; when the files are of no known format, prints what they hold before the error goes on.
Scan read_or_list(InspectSettings const& settings) {
  try {
    return read_scan(settings.inputs, settings.read);
  } catch (read::NoScanFound const&) {
    if (!settings.json) fmt::print("{}", candidates_report(read::find_candidates(settings.inputs)));
    throw;
  }
}

/// Throws InputError when a file to write is a file to read.
void check_written(InspectSettings const& settings) {
  auto sources = files_read(settings.inputs, settings.read);
  sources.push_back(settings.probe);
  check_not_read(settings.write_mapping, sources);
  check_not_read(settings.mask_output, sources);
}

/// Throws InputError for options of what is not done when only a mapping is written.
void check_only_mapping(InspectSettings const& settings) {
  for (auto const& [given, option] :
       {std::pair{settings.read.mapping.has_value(), "--mapping"},
        std::pair{settings.check_orientation, "--check-orientation"}, std::pair{settings.check_scale, "--check-scale"},
        std::pair{!settings.mask_output.empty(), "--write-mask"}, std::pair{!settings.previews.empty(), "--previews"},
        std::pair{settings.json, "--json"}})
    if (given)
      throw InputError(
          fmt::format("--write-mapping only lists what the files hold, so {} has no effect beside it; "
                      "leave out one of the two",
                      option));
}

core::ExitCode run_inspect(InspectSettings const& settings) {
  check_written(settings);
  if (!settings.write_mapping.empty()) {
    check_only_mapping(settings);
    auto const found = read::find_candidates(settings.inputs);
    fmt::print("{}", candidates_report(found));
    write_first_mapping(settings, found);
    return core::ExitCode::ok;
  }
  if (!settings.mask_output.empty()) check_output(settings.mask_output, settings.overwrite);
  auto scan = read_or_list(settings);
  auto notes = reading_notes(scan.reading);
  prepare::choose_probe(settings.probe, false, scan, notes);
  std::optional<solver::OrientationCheck> orientation;
  if (settings.check_orientation) orientation = solver::check_orientation(scan, settings.read.axes);
  auto inspection = inspect::inspect_scan(scan, std::move(orientation));
  if (settings.check_scale) inspection.scale = solver::check_scale(scan);
  auto const warnings = describe(inspect::findings(scan, inspection, settings.read));
  if (!settings.mask_output.empty())
    write::write_mask(settings.mask_output, read::frames_of_file(scan).shape,
                      inspect::detector_mask(scan, inspection.counts), settings.overwrite);
  std::vector<std::string> picture_files;
  if (!settings.previews.empty()) {
    auto const stem = std::filesystem::path(settings.inputs.front()).stem().string();
    picture_files = write::write_scan_previews(settings.previews, stem, scan, inspection.counts.mean);
  }
  fmt::print("{}", settings.json ? inspection_json(scan, inspection, warnings, notes)
                                 : inspection_report(scan, inspection, warnings, notes));
  if (!settings.json && !settings.mask_output.empty())
    fmt::print("{}", report_line("new mask", settings.mask_output + ", for --mask"));
  if (!settings.json)
    for (auto const& picture : picture_files)
      fmt::print("{}", report_line("picture", std::filesystem::path(picture).lexically_normal()));
  return core::ExitCode::ok;
}

}  // namespace

void add_inspect(CLI::App& program, Invocation& chosen) {
  auto& command =
      add_command(program, {"inspect", "Show what is in a scan, and what looks wrong with it", inspect_examples});
  auto const settings = std::make_shared<InspectSettings>();
  add_options(command, prepare::input_options(settings->inputs));
  add_options(command,
              core::in_group("Files", {{"--previews", &settings->previews,
                                        "Folder for pictures of the positions and the mean pattern", "DIR"},
                                       {"--write-mask", &settings->mask_output,
                                        "Write a mask for --mask: the mask of the scan, with the dead, hot and "
                                        "saturated pixels that are found",
                                        "FILE"},
                                       {"--write-mapping", &settings->write_mapping,
                                        "Only list what the files hold, and write a first mapping for --mapping: for "
                                        "files in none of the known formats",
                                        "FILE.toml"},
                                       {"--overwrite", &settings->overwrite, "Replace an existing mask or mapping"}}));
  add_options(command, prepare::scan_options(settings->read));
  add_options(command, prepare::probe_options(settings->probe));
  add_options(command,
              core::in_group("Output", {{"--check-orientation", &settings->check_orientation,
                                         "Try the eight ways to turn the positions, and rotations, by short "
                                         "reconstructions of a few hundred frames"},
                                        {"--check-scale", &settings->check_scale,
                                         "Try scales of the positions from 0.9 to 1.1, which show a wrong energy, "
                                         "distance or detector pixel; needs a probe"},
                                        {"--json", &settings->json, "Print a JSON object; units are in the names"}}));
  command.callback([&chosen, settings] {
    chosen.needs_kokkos = true;
    chosen.run = [settings] { return run_inspect(*settings); };
  });
}

}  // namespace ptyger::app
