#include "app/reconstruct_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/metrics.hpp"
#include "app/report.hpp"
#include "app/run_environment.hpp"
#include "app/starting_point.hpp"
#include "app/toml_config.hpp"
#include "core/error.hpp"
#include "core/host.hpp"
#include "core/interrupt.hpp"
#include "read/mask_file.hpp"
#include "read/read_scan.hpp"
#include "write/previews.hpp"
#include "write/result_file.hpp"

namespace ptyger {
namespace {

constexpr char const* examples =
    "# one scan with the defaults; pictures appear beside the result\n"
    "ptyger reconstruct scan.cxi -o result.h5\n"
    "# patterns and positions in two files, three probe modes, 50 iterations\n"
    "ptyger reconstruct dp.h5 para.h5 -o result.h5 --probe-modes 3 --iterations 50\n"
    "# low counts, no idea of the probe\n"
    "ptyger reconstruct scan.cxi -o result.h5 --noise poisson --probe blind\n"
    "# what the file does not say, and the middle of the detector only\n"
    "ptyger reconstruct scan.cxi -o result.h5 --energy 8800 --distance 2 --crop 256\n"
    "# go on from an earlier result\n"
    "ptyger reconstruct scan.cxi -o better.h5 --init result.h5";

void print(std::string const& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

std::string preview_folder(ReconstructSettings const& settings) {
  if (!settings.previews.empty()) return settings.previews;
  auto const folder = std::filesystem::path(settings.output).parent_path();
  return folder.empty() ? "." : folder.string();
}

// Better now than after the run: throws InputError when the folder cannot be there.
void check_previews(std::string const& folder) {
  std::error_code ignored;
  auto nearest = std::filesystem::absolute(folder);
  while (!std::filesystem::exists(nearest, ignored)) nearest = nearest.parent_path();
  if (!std::filesystem::is_directory(nearest, ignored))
    throw InputError(folder + ": pictures cannot be written there because " + nearest.string() +
                     " is not a folder; name another one by --previews");
}

Observer watch(Progress& progress, std::optional<MetricsFile>& metrics) {
  return {[&progress, &metrics](HistoryRecord const& record) {
            if (metrics) metrics->write(record);
            progress.record(record);
          },
          [&progress](std::string const& text) { progress.message(text); },
          [] { return interrupt_cause() != Interrupt::none; }};
}

/// Measured data must not be written over, whatever --overwrite says, and metrics must not replace anything that is
/// read.
void check_targets(ReconstructSettings const& settings) {
  std::error_code missing;
  auto const refuse = [&](std::string const& target, std::string const& source) {
    if (std::filesystem::equivalent(target, source, missing))
      throw InputError(target + ": it is an input of this run and would be lost; give another name to write to");
  };
  auto measured = settings.inputs;
  measured.push_back(read::parse_mask_name(settings.read.mask).file);
  if (settings.read.mapping) measured.push_back(settings.read.mapping->file);
  for (auto const& input : measured) refuse(settings.output, input);
  for (auto const& input : measured) refuse(settings.metrics, input);
  for (auto const& source : {settings.init, settings.probe}) refuse(settings.metrics, source);
  if (!settings.overwrite && std::filesystem::is_regular_file(settings.metrics, missing))
    throw InputError(settings.metrics + ": it exists already; name another file by --metrics, or add --overwrite");
  if (settings.output == settings.metrics)
    throw InputError(settings.output + ": result and metrics would go to the same file; give --metrics another name");
}

/// Before a large scan is read for nothing.
void check_sources(ReconstructSettings const& settings) {
  std::error_code ignored;
  for (auto const& source : {settings.init, names_a_file(settings.probe) ? settings.probe : std::string()})
    if (!source.empty() && !std::filesystem::exists(source, ignored))
      throw InputError(source + ": there is no such file. Check the name and the folder.");
}

Result solve(Scan const& scan, Options const& options, ReconstructSettings const& settings, ReconstructRun const& run) {
  std::optional<MetricsFile> metrics;
  if (!settings.metrics.empty()) metrics.emplace(settings.metrics);
  Progress progress(options, run.progress);
  auto result = run.solve(scan, options, watch(progress, metrics));
  progress.finish();
  return result;
}

}  // namespace

ExitCode run_reconstruct(ReconstructSettings const& settings, ReconstructRun const& run) {
  check_targets(settings);
  check_output(settings.output, settings.overwrite);
  check_previews(preview_folder(settings));
  check_sources(settings);
  ResultInfo info;
  info.options_toml = run.options_toml;
  info.command_line = run.command_line;
  info.versions = versions();
  info.host = host_name();
  info.start_time = time_stamp();
  info.precision = settings.solver.precision;
  info.overwrite = settings.overwrite;

  check_fit(settings);
  auto scan = read_scan(settings.inputs, settings.read);
  print(scan_report(scan));
  auto const options = starting_point(settings, scan);
  if (options.probe_modes != settings.solver.probe_modes)
    print(fmt::format("{:<13} goes on with the {} probe modes of {}\n", "note", options.probe_modes, settings.init));

  GracefulInterrupt const graceful;
  auto const begin = std::chrono::steady_clock::now();
  auto const result = solve(scan, options, settings, run);
  std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - begin;

  info.end_time = time_stamp();
  write_result(settings.output, scan, result, info);
  auto const stem = std::filesystem::path(settings.output).stem().string();
  auto const pictures = write_previews(preview_folder(settings), stem, scan, result);
  print(result_report(scan, result, settings.output, pictures, seconds.count()));
  return result.complete ? ExitCode::ok : ExitCode::interrupted;
}

void add_reconstruct(CLI::App& program, Invocation& chosen) {
  auto& command = add_command(program, {"reconstruct", "Reconstruct object and probe of one scan", examples});
  auto const settings = std::make_shared<ReconstructSettings>();
  add_reconstruct_options(command, *settings);
  command.callback([&command, &chosen, settings] {
    settle_options(command, *settings);
    chosen.needs_kokkos = true;
    chosen.run = [&command, &chosen, settings] {
      return run_reconstruct(*settings, {resolved_toml(command), chosen.command_line});
    };
  });
}

}  // namespace ptyger
