#include "app/reconstruct_command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <sstream>

#include "app/automatic_settings.hpp"
#include "app/compare_halves.hpp"
#include "app/disk_room.hpp"
#include "app/halves.hpp"
#include "app/inspect/findings.hpp"
#include "app/joint_scan.hpp"
#include "app/orientation.hpp"
#include "app/outputs.hpp"
#include "app/reading_notes.hpp"
#include "app/report.hpp"
#include "app/result_options.hpp"
#include "app/run_environment.hpp"
#include "app/shell/add_options.hpp"
#include "app/shell/toml_config.hpp"
#include "app/unfinished_run.hpp"
#include "app/watched_run.hpp"
#include "campaign/record.hpp"
#include "core/exit_code.hpp"
#include "core/host.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "prepare/earlier_corrections.hpp"
#include "prepare/initial_guess.hpp"
#include "prepare/option_tables.hpp"
#include "prepare/probe_constraints.hpp"
#include "prepare/read_inputs.hpp"
#include "prepare/validate_options.hpp"
#include "ptyger/error.hpp"
#include "ptyger/write_result.hpp"
#include "read/mask_file.hpp"
#include "solver/empty_object.hpp"
#include "write/reservation.hpp"

namespace ptyger::app {
namespace {

constexpr char const* reconstruct_examples =
    "# one scan with the defaults; pictures appear beside the result\n"
    "ptyger reconstruct scan.cxi -o result.h5\n"
    "# patterns and positions in two files, three probe modes, 50 iterations\n"
    "ptyger reconstruct dp.h5 para.h5 -o result.h5 --probe-modes 3 --iterations 50\n"
    "# unknown probe\n"
    "ptyger reconstruct scan.cxi -o result.h5 --probe blind\n"
    "# geometry that the file lacks, and only the middle of the detector\n"
    "ptyger reconstruct scan.cxi -o result.h5 --energy 8800 --distance 2 --crop 256\n"
    "# one page with everything, and pictures while it runs\n"
    "ptyger reconstruct scan.cxi -o result.h5 --report result.html --watch 5\n"
    "# to which resolution do two halves of the frames agree?\n"
    "ptyger reconstruct scan.cxi -o result.h5 --halves\n"
    "# continue from an earlier result\n"
    "ptyger reconstruct scan.cxi -o better.h5 --init result.h5";

/// Throws InputError when an earlier result or probe file is missing, before a large scan is read in vain.
void check_sources(prepare::ReconstructSettings const& settings) {
  std::error_code ignored;
  for (auto const& source : {settings.init, prepare::names_a_file(settings.probe) ? settings.probe : std::string()})
    if (!source.empty() && !std::filesystem::exists(source, ignored))
      throw InputError(source + ": there is no such file. Check the name and the folder.");
}

/// Chooses the settings that were not given, prints and stores them. Returns the transforms of the trial runs, a frame.
double choose(Scan& scan, Options& options, prepare::ReconstructSettings const& settings, ResultInfo& info) {
  auto const tell = [&](std::string const& text, bool is_choice) {
    print_text(report_line(is_choice ? "chosen" : "note", text));
    info.notes.push_back(is_choice ? "chosen: " + text : text);
  };
  auto const [chosen, toml] = choose_for_run(scan, options, prepare::automatic_settings(settings), tell);
  options = chosen.options;
  use_chosen(info.options_toml, toml);
  return chosen.transforms;
}

/// Goes on from the checkpoint that an earlier run has left, with the settings that it has chosen.
void go_on(std::shared_ptr<Checkpoint const> checkpoint, Options& options, Automatic automatic, ResultInfo& info) {
  options.noise = checkpoint->noise;
  options.sampling = checkpoint->sampling;
  options.probe_modes = checkpoint->modes;
  options.refine.positions = checkpoint->refine.positions;
  options.smoothness = checkpoint->smoothness;
  options.edge_threshold = checkpoint->edge_threshold;
  options.resume = std::move(checkpoint);
  auto const chosen = chosen_toml({options}, automatic);
  use_chosen(info.options_toml, chosen);
  std::istringstream lines(chosen);
  for (std::string line; std::getline(lines, line);) {
    print_text(report_line("chosen", line + ", by the run that goes on"));
    info.notes.push_back("chosen: " + line + ", by a run that was stopped");
  }
}

/// The options on which the result depends, and the names of the files that are read.
std::string run_key(CLI::App const& command, prepare::ReconstructSettings const& settings) {
  auto files = files_read(prepare::input_files(settings), settings.read);
  if (prepare::names_a_file(settings.probe)) files.push_back(settings.probe);
  for (auto const& mask : {settings.probe_aperture, settings.probe_support})
    if (prepare::names_a_mask(mask)) files.push_back(read::parse_mask_name(mask).file);
  std::erase(files, "");
  return fmt::format("{}init = '{}'\n{}\n", result_toml(command), settings.init,
                     fmt::join(campaign::stamps(files), "\n"));
}

}  // namespace

core::ExitCode run_reconstruct(prepare::ReconstructSettings const& given, ReconstructRun const& run) {
  write::Reservation reservation(given.output);
  UnfinishedRun unfinished(given.output, run.key, given.overwrite);
  auto settings = given;
  settings.overwrite |= unfinished.exists();
  check_outputs(settings);
  check_sources(settings);
  check_rescue(settings);
  ResultInfo info;
  info.options_toml = run.options_toml;
  info.command_line = run.command_line;
  info.key = run.key;
  info.versions = versions();
  info.host = core::host_name();
  info.start_time = core::time_stamp();
  info.precision = settings.solver.precision;
  info.overwrite = settings.overwrite;

  prepare::check_fit(settings);
  std::vector<std::string> joining_notes;
  auto scan = read_joint_scan(settings, joining_notes);
  if (settings.halves) require_frames_of_halves(scan, "--halves");
  info.notes = reading_notes(scan.reading);
  info.notes.insert(info.notes.end(), joining_notes.begin(), joining_notes.end());
  print_text(scan_report(scan, info.notes));
  std::vector<std::string> notes;
  auto options = prepare::initial_guess(settings, scan, notes);
  options.fit_summary = true;
  auto const counts = inspect::count_statistics(scan);
  auto warnings = serious_warnings(scan, counts, settings);
  auto checkpoint = unfinished.read();
  if (checkpoint) settings.no_check = true;  // the earlier run has made the check
  auto const remark = check_orientation(scan, counts, settings);
  if (!remark.text.empty()) (remark.is_warning ? warnings : notes).push_back(remark.text);
  for (auto const& warning : warnings) print_text(report_line("warning", warning));
  for (auto const& note : notes) print_text(report_line("note", note));
  for (auto const& texts : {notes, warnings}) info.notes.insert(info.notes.end(), texts.begin(), texts.end());
  if (!settings.init.empty())
    for (auto const& note : prepare::set_initial_corrections(options, scan, settings.init))
      print_text(report_line("note", note));

  require_room(settings, scan, options);
  reservation.reserve(result_bytes(scan, options));

  core::GracefulInterrupt graceful_interrupt;
  auto const begin = std::chrono::steady_clock::now();
  double earlier_seconds = 0;
  if (checkpoint)
    for (auto const& record : checkpoint->history) earlier_seconds += record.seconds;
  auto const solve = [&] {
    double trial_transforms = 0;
    if (checkpoint) {
      print_text(report_line("note", fmt::format("goes on after iteration {} from {}; remove this file to begin anew",
                                                 checkpoint->iteration, unfinished.file())));
      go_on(std::move(checkpoint), options, prepare::automatic_settings(settings), info);
    } else {
      if (unfinished.exists())
        print_text(report_line("note", "begins anew: the run before had no state to go on from"));
      if (!unfinished.discards().empty())
        print_text(report_line("note", "discards the checkpoint of another run: " + unfinished.discards()));
      trial_transforms = choose(scan, options, settings, info);
    }
    return solve_watched(scan, options, settings, run, info, unfinished, trial_transforms);
  };
  auto [result, metrics_failure] = unfinished.keep_if_stopped(solve);
  std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - begin;

  auto const warning = solver::worse_than_empty(result);
  if (!warning.empty()) info.notes.push_back(warning);
  info.end_time = core::time_stamp();
  reservation.give_back();
  graceful_interrupt.protect(true);
  auto const file = write_or_rescue(settings, scan, result, info);
  graceful_interrupt.protect(false);
  auto extras = write_extras(settings, scan, result, info);
  if (!metrics_failure.empty()) extras.failures.push_back(metrics_failure);
  print_text(result_report(scan, result, file, seconds.count(), earlier_seconds) + extras.lines);
  if (!warning.empty()) print_text(report_line("warning", warning));
  for (auto const& failure : extras.failures) core::log_error(failure);
  if (!extras.failures.empty()) core::log_error("the result is complete, only the files above are missing: " + file);
  if (!result.complete) {
    unfinished.remove_partial_result();
    print_text(report_line("note", unfinished.has_state() ? "the same command goes on from " + unfinished.file()
                                                          : "the same command begins anew and replaces this result"));
    return core::ExitCode::interrupted;
  }
  auto const halves =
      settings.halves ? add_halves({settings, run, scan, options, result, info, file}) : core::ExitCode::ok;
  if (halves != core::ExitCode::interrupted) unfinished.end();  // else the same command compares the halves
  if (halves != core::ExitCode::ok) return halves;
  return extras.failures.empty() && file == settings.output ? core::ExitCode::ok : core::ExitCode::bad_input;
}

void add_reconstruct(CLI::App& program, Invocation& chosen) {
  auto& command =
      add_command(program, {"reconstruct", "Reconstruct object and probe of one scan", reconstruct_examples});
  auto const settings = std::make_shared<prepare::ReconstructSettings>();
  add_options(command, prepare::reconstruct_options(*settings));
  command.callback([&command, &chosen, settings] {
    prepare::validate_options(*settings, given_options(command));
    refresh_defaults(command);
    chosen.needs_kokkos = true;
    chosen.run = [&command, &chosen, settings] {
      return run_reconstruct(*settings, {resolved_toml(command), chosen.command_line, run_key(command, *settings)});
    };
  });
}

}  // namespace ptyger::app
