#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/progress.hpp"

namespace ptyger::app {
namespace {

/// Phase and iteration of a record, such as "start  3/6".
std::string count_text(HistoryRecord const& record, PhaseLength length) {
  if (length.records == 0) return fmt::format("{:<6} {}", to_word(record.phase), record.iteration);
  return fmt::format("{:<6} {:>{}}/{}{}", to_word(record.phase), record.iteration,
                     std::to_string(length.records).size(), length.mark, length.records);
}

/// Step length of a record; for the search of a probe its defocus.
std::string step_text(HistoryRecord const& record) {
  return fmt::format("{} {:.3g}", record.phase == Phase::search ? "defocus" : "step", record.step);
}

}  // namespace

PhaseLength phase_length(Options const& options, HistoryRecord const& record) {
  if (record.phase == Phase::start)
    return {options.start_epochs.value_or(most_start_epochs), options.start_epochs ? "" : "<"};
  if (record.phase != Phase::cg) return {};
  if (options.iterations) return {*options.iterations};
  return {record.iteration + record.expected_left, "~"};
}

std::string bar(double fraction, int cells, bool colour) {
  auto const filled_cells = static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * cells));
  std::string const filled(static_cast<std::size_t>(filled_cells), '#');
  std::string const blank(static_cast<std::size_t>(cells - filled_cells), '-');
  return "[" + (colour ? "\033[32m" + filled + "\033[0m" : filled) + blank + "]";
}

std::string clock_text(double seconds) {
  if (!std::isfinite(seconds) || seconds > 1e9) return "-";
  auto const total_seconds = static_cast<long>(std::ceil(std::max(seconds, 0.0)));
  auto const minutes = total_seconds / 60 % 60;
  if (total_seconds < 3600) return fmt::format("{}:{:02}", minutes, total_seconds % 60);
  return fmt::format("{}:{:02}:{:02}", total_seconds / 3600, minutes, total_seconds % 60);
}

std::string plain_line(HistoryRecord const& record, PhaseLength length, double seconds_left) {
  auto line = fmt::format("{}  misfit {:.4f}  {:<13}  {:.2f} s", count_text(record, length), record.nrmse,
                          step_text(record), record.seconds);
  if (length.records == 0) return line;
  return line + fmt::format("  left {}{}", length.mark, clock_text(seconds_left));
}

std::string bar_line(HistoryRecord const& record, PhaseLength length, double seconds_left, int width, bool colour) {
  auto const head = count_text(record, length);
  auto tail = fmt::format("misfit {:.4f}  {}", record.nrmse, step_text(record));
  if (length.records != 0) tail += fmt::format("  left {}{}", length.mark, clock_text(seconds_left));
  // Columns that are left for the bar.
  auto const bar_columns = width - 1 - static_cast<int>(head.size() + tail.size()) - 6;  // 6 for blanks and brackets
  if (length.records == 0 || bar_columns < 5)
    return (head + "  " + tail).substr(0, static_cast<std::size_t>(std::max(width - 1, 0)));
  auto const fraction = static_cast<double>(record.iteration) / length.records;
  return head + "  " + bar(fraction, std::min(bar_columns, 30), colour) + "  " + tail;
}

}  // namespace ptyger::app
