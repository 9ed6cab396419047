#include "app/halves.hpp"

#include <fmt/format.h>

#include <exception>
#include <filesystem>

#include "app/compare_halves.hpp"
#include "app/outputs.hpp"
#include "app/report.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "write/report/html_report.hpp"

namespace ptyger::app {
namespace {

/// Reconstructs a half with the solver of the whole run and its own progress.
Result solve_half(WholeRun const& whole, Scan const& half, Options const& options) {
  if (core::interrupt_came()) return {};
  Progress progress(options, whole.run.progress, fmt::format("{} half", to_word(half.half)));
  Observer observer;
  observer.on_record = [&progress](HistoryRecord const& record) { progress.record(record); };
  observer.stop_requested = core::interrupt_came;
  auto result = whole.run.solve(half, options, observer);
  progress.finish();
  return result;
}

/// Prints the comparison and writes it into the result and the report.
void write_comparison(WholeRun const& whole, HalvesComparison const& numbers, HalvesPicture const& picture) {
  print_text(report_line(
      "halves", fmt::format("resolution {}, Fourier ring correlation, 1/2 bit; NRMSE {:.4f}, phase {:.3g} rad rms",
                            numbers.resolution, numbers.nrmse, numbers.phase_rms)));
  print_text(report_line("note", numbers.caveat));
  print_text(report_line("picture", std::filesystem::path(picture.file).lexically_normal()));
  auto info = whole.info;
  info.overwrite = true;  // the files of this run
  info.halves = numbers;
  write_result(whole.file, whole.scan, whole.result, info);
  if (!whole.settings.report.empty()) write::write_html_report(whole.settings.report, whole.scan, whole.result, info);
}

}  // namespace

core::ExitCode add_halves(WholeRun const& whole) try {
  HalvesPicture const picture{halves_picture(whole.settings), whole.settings.picture_format};
  auto const comparison = compare_halves(
      whole.scan, whole.options, whole.result,
      [&whole](Scan const& half, Options const& options) { return solve_half(whole, half, options); }, picture);
  if (!comparison) {
    print_text(
        report_line("note", "interrupted: the result is complete, only the comparison of its halves is missing"));
    return core::ExitCode::interrupted;
  }
  write_comparison(whole, *comparison, picture);
  return core::ExitCode::ok;
} catch (std::exception const& error) {
  core::log_error(error.what());
  print_text(
      report_line("note", "the result is complete, only the comparison of its halves is missing: " + whole.file));
  return core::ExitCode::bad_input;
}

}  // namespace ptyger::app
