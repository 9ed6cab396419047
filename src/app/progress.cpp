#include "app/progress.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>

namespace ptyger::app {

Progress::Progress(Options const& options, Output output, std::string const& name)
    : options_(options), output_(std::move(output)), name_(name.empty() ? "" : name + "  ") {}

double Progress::seconds_left(HistoryRecord const& record) {
  phase_seconds_ += record.seconds;
  auto const remaining_records = phase_length(options_, record).records - record.iteration;
  return phase_seconds_ / ++phase_records_ * std::max(remaining_records, 0);
}

void Progress::show(HistoryRecord const& record, PhaseLength length, double seconds_left) {
  if (output_.terminal.redraw) {
    int const width = output_.width() - static_cast<int>(name_.size());
    output_.write("\r" + name_ + bar_line(record, length, seconds_left, width, output_.terminal.colour) + "\033[K");
    line_open_ = true;
  } else {
    output_.write(name_ + plain_line(record, length, seconds_left) + "\n");
  }
  last_shown_seconds_ = output_.seconds();
  shown_ = true;
}

void Progress::record(HistoryRecord const& record) {
  if (last_record_ && last_record_->phase != record.phase) finish();
  last_seconds_left_ = seconds_left(record);
  last_record_ = record;
  shown_ = false;
  double const interval = output_.terminal.redraw ? 0.1 : 1.0;
  if (output_.seconds() - last_shown_seconds_ >= interval)
    show(record, phase_length(options_, record), last_seconds_left_);
}

void Progress::message(std::string const& text) {
  output_.write((line_open_ ? "\r\033[K" : "") + text + "\n");
  line_open_ = false;
  if (output_.terminal.redraw) shown_ = !last_record_;  // the message has replaced the bar
}

void Progress::finish() {
  if (last_record_ && (!shown_ || line_open_)) show(*last_record_, {last_record_->iteration}, 0);
  if (line_open_) output_.write("\n");
  line_open_ = false;
  last_record_.reset();
  shown_ = true;
  phase_seconds_ = 0;
  phase_records_ = 0;
}

Progress::Output stderr_output() {
  return {[](std::string const& text) {
            std::fwrite(text.data(), 1, text.size(), stderr);
            std::fflush(stderr);
          },
          [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); },
          [] { return terminal_width(stderr); }, inspect_terminal(stderr)};
}

}  // namespace ptyger::app
