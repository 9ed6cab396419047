#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/progress.hpp"

namespace ptyger::app {
namespace {

std::string count_text(HistoryRecord const& record, PhaseLength length) {
  if (length.records == 0) return fmt::format("{:<6} {}", to_word(record.phase), record.iteration);
  return fmt::format("{:<6} {:>{}}/{}{}", to_word(record.phase), record.iteration,
                     std::to_string(length.records).size(), length.at_most ? "<" : "", length.records);
}

/// Step length of a record; for the search of a probe its defocus.
std::string step_text(HistoryRecord const& record) {
  return fmt::format("{} {:.3g}", record.phase == Phase::search ? "defocus" : "step", record.step);
}

}  // namespace

PhaseLength phase_length(Options const& options, Phase phase) {
  if (phase == Phase::start) return {options.start_epochs.value_or(most_start_epochs), !options.start_epochs};
  if (phase == Phase::cg) return {options.iterations.value_or(most_cg_iterations), !options.iterations};
  return {};
}

std::string bar(double fraction, int cells, bool colour) {
  auto const full = static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * cells));
  std::string const done(static_cast<std::size_t>(full), '#');
  std::string const open(static_cast<std::size_t>(cells - full), '-');
  return "[" + (colour ? "\033[32m" + done + "\033[0m" : done) + open + "]";
}

std::string clock_text(double seconds) {
  if (!std::isfinite(seconds) || seconds > 1e9) return "-";
  auto const whole = static_cast<long>(std::ceil(std::max(seconds, 0.0)));
  auto const minutes = whole / 60 % 60;
  if (whole < 3600) return fmt::format("{}:{:02}", minutes, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, minutes, whole % 60);
}

std::string plain_line(HistoryRecord const& record, PhaseLength length, double seconds_left) {
  auto line = fmt::format("{}  misfit {:.4f}  {:<13}  {:.2f} s", count_text(record, length), record.nrmse,
                          step_text(record), record.seconds);
  if (length.records == 0) return line;
  return line + fmt::format("  left {}{}", length.at_most ? "<" : "", clock_text(seconds_left));
}

std::string bar_line(HistoryRecord const& record, PhaseLength length, double seconds_left, int width, bool colour) {
  auto const head = count_text(record, length);
  auto tail = fmt::format("misfit {:.4f}  {}", record.nrmse, step_text(record));
  if (length.records != 0) tail += fmt::format("  left {}{}", length.at_most ? "<" : "", clock_text(seconds_left));
  auto const room = width - 1 - static_cast<int>(head.size() + tail.size()) - 6;  // blanks and brackets
  if (length.records == 0 || room < 5)
    return (head + "  " + tail).substr(0, static_cast<std::size_t>(std::max(width - 1, 0)));
  auto const fraction = static_cast<double>(record.iteration) / length.records;
  return head + "  " + bar(fraction, std::min(room, 30), colour) + "  " + tail;
}

}  // namespace ptyger::app
