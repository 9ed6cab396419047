#include "app/halves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>

#include "app/compare/picture.hpp"
#include "app/compare/report.hpp"
#include "app/outputs.hpp"
#include "app/report.hpp"
#include "compare/compare_objects.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "ptyger/error.hpp"
#include "solver/trial_scan.hpp"
#include "write/drawing/picture_file.hpp"
#include "write/product.hpp"
#include "write/report/html_report.hpp"

namespace ptyger::app {
namespace {

constexpr std::size_t least_frames = 2 * least_blind_frames;

bool interrupt_came() {
  return core::interrupt_cause() != core::Interrupt::none;
}

/// Every second frame of a scan, with its initial probe.
Scan half_of(Scan const& scan, FrameHalf which) {
  std::vector<int> frames;
  for (std::size_t frame = which == FrameHalf::odd ? 1 : 0; frame < scan.frames; frame += 2)
    frames.push_back(static_cast<int>(frame));
  auto half = solver::frames_of(scan, frames);
  if (!scan.indexes.empty())
    for (int const frame : frames) half.indexes.push_back(scan.indexes[static_cast<std::size_t>(frame)]);
  half.wavelength_m = scan.wavelength_m;
  half.half = which;
  return half;
}

/// The options of the whole run, with as many epochs and iterations as led to its images, and without its state.
Options options_of_half(Options options, Result const& whole) {
  int epochs = 0;
  int iterations = 0;
  for (auto const& record : whole.history) {
    if (record.phase == Phase::start) epochs = record.iteration;
    if (record.phase == Phase::cg) iterations = record.iteration;
  }
  options.start_epochs = epochs;
  options.iterations = whole.kept_iteration > 0 ? whole.kept_iteration : iterations;
  options.fit_summary = false;
  options.resume.reset();
  return options;
}

/// The object of a half at its place on the sample.
core::PlacedObject placed_object(Scan const& half, Result result) {
  core::PlacedObject placed;
  placed.source = fmt::format("{} frames", to_word(half.half));
  placed.layout = "PtyGer";
  placed.pixel_row_m = half.pixel_row_m;
  placed.pixel_col_m = half.pixel_col_m;
  auto const size = result.probe.size;
  placed.center = {write::center_m(result.origin_row, result.object.rows, size, half.pixel_row_m),
                   write::center_m(result.origin_col, result.object.cols, size, half.pixel_col_m)};
  placed.object = std::move(result.object);
  placed.illumination = std::move(result.illumination);
  placed.probe = size;
  std::vector<std::string> files;
  for (auto const& source : half.sources) files.push_back(std::filesystem::absolute(source));
  placed.frames = core::ResultFrames{.files = std::move(files), .half = half.half, .shared_start = false};
  return placed;
}

/// Empty: an interrupt came.
std::optional<core::PlacedObject> reconstruct_half(WholeRun const& whole, Options const& options, FrameHalf which) {
  if (interrupt_came()) return {};
  auto const half = half_of(whole.scan, which);
  Progress progress(options, whole.run.progress, fmt::format("{} half", to_word(which)));
  Observer observer;
  observer.on_record = [&progress](HistoryRecord const& record) { progress.record(record); };
  observer.stop_requested = interrupt_came;
  auto result = whole.run.solve(half, options, observer);
  progress.finish();
  if (!result.complete) return {};
  return placed_object(half, std::move(result));
}

/// Empty: an interrupt came.
std::optional<compare::Comparison> compare_halves(WholeRun const& whole) {
  auto const options = options_of_half(whole.options, whole.result);
  auto const odd = reconstruct_half(whole, options, FrameHalf::odd);
  if (!odd) return {};
  auto const even = reconstruct_half(whole, options, FrameHalf::even);
  if (!even) return {};
  return compare::compare_objects(*odd, *even);
}

/// What the comparison does not say, a sentence without a full stop.
std::string caveat_of(Options const& options) {
  std::string text = "each half has half the dose";
  if (options.refine.positions) text += " and has refined its positions by itself";
  text +=
      ", so the result of all frames is better; errors that both halves share, such as a wrong distance, do not show";
  if (options.edge_threshold > 0) text += "; edges that the smoothness sharpens in both make the resolution look finer";
  return text;
}

HalvesComparison numbers_of(compare::Comparison const& comparison, Options const& options) {
  HalvesComparison numbers;
  numbers.frequency = comparison.rings.frequency;
  numbers.correlation = comparison.rings.correlation;
  numbers.threshold = comparison.rings.threshold;
  numbers.pixel_m = std::max(comparison.pixel_row_m, comparison.pixel_col_m);
  if (auto const resolution_m = comparison.resolution_m(); resolution_m > 0) numbers.resolution_m = resolution_m;
  numbers.resolution = resolution_text(comparison);
  numbers.nrmse = comparison.nrmse;
  numbers.phase_rms = comparison.phase_rms;
  numbers.caveat = caveat_of(options);
  return numbers;
}

void write_picture(WholeRun const& whole, compare::Comparison const& comparison, std::string const& caveat) {
  auto const picture = halves_picture(whole.settings);
  auto const drawing = compare_picture(comparison, "odd frames", "even frames", {comparison.independent, caveat});
  write::write_picture(picture, drawing, whole.settings.picture_format);
  print_text(report_line("picture", std::filesystem::path(picture).lexically_normal()));
}

void write_comparison(WholeRun const& whole, compare::Comparison const& comparison) {
  auto info = whole.info;
  info.overwrite = true;  // the files of this run
  info.halves = numbers_of(comparison, whole.options);
  print_text(report_line(
      "halves", fmt::format("resolution {}, Fourier ring correlation, 1/2 bit; NRMSE {:.4f}, phase {:.3g} rad rms",
                            info.halves->resolution, info.halves->nrmse, info.halves->phase_rms)));
  print_text(report_line("note", info.halves->caveat));
  write_result(whole.file, whole.scan, whole.result, info);
  write_picture(whole, comparison, info.halves->caveat);
  if (!whole.settings.report.empty()) write::write_html_report(whole.settings.report, whole.scan, whole.result, info);
}

}  // namespace

void require_frames_of_halves(Scan const& scan) {
  if (scan.frames >= least_frames) return;
  throw InputError(fmt::format("{}: {} frames are too few for --halves, which needs {}; leave it out",
                               scan.sources.front(), scan.frames, least_frames));
}

core::ExitCode add_halves(WholeRun const& whole) try {
  auto const comparison = compare_halves(whole);
  if (!comparison) {
    print_text(
        report_line("note", "interrupted: the result is complete, only the comparison of its halves is missing"));
    return core::ExitCode::interrupted;
  }
  write_comparison(whole, *comparison);
  return core::ExitCode::ok;
} catch (std::exception const& error) {
  core::log_error(error.what());
  print_text(
      report_line("note", "the result is complete, only the comparison of its halves is missing: " + whole.file));
  return core::ExitCode::bad_input;
}

}  // namespace ptyger::app
