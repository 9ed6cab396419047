#include "app/campaign/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ptyger::app {

std::string overview_line(campaign::Overview const& view, int width, bool colour) {
  auto head = fmt::format("{}/{} done", view.done, view.total);
  if (view.failed > 0) head += fmt::format("  {} failed", view.failed);
  if (view.elsewhere > 0) head += fmt::format("  {} taken by other jobs", view.elsewhere);
  auto const tail =
      fmt::format("{} running  {:3.0f} %  left {}", view.running, 100 * view.fraction, clock_text(view.seconds_left));
  // Columns that are left for the bar.
  auto const bar_columns = width - 1 - static_cast<int>(head.size() + tail.size()) - 6;  // 6 for blanks and brackets
  if (bar_columns < 5) return (head + "  " + tail).substr(0, static_cast<std::size_t>(std::max(width - 1, 0)));
  return head + "  " + bar(view.fraction, std::min(bar_columns, 30), colour) + "  " + tail;
}

void CampaignProgress::draw() {
  output_.write("\r" + overview_line(view_, output_.width(), output_.terminal.colour) + "\033[K");
  line_open_ = true;
}

void CampaignProgress::show(campaign::Overview const& view) {
  view_ = view;
  auto const now = output_.seconds();
  if (now - last_shown_seconds_ < (output_.terminal.redraw ? 0.2 : 10.0)) return;
  last_shown_seconds_ = now;
  if (output_.terminal.redraw) return draw();
  auto line = overview_line(view, 0x7fff, false);
  line = line.substr(0, line.find("  [")) + line.substr(line.find(']') + 1);  // no bar in a file
  if (line != last_line_) output_.write(line + "\n");
  last_line_ = line;
}

void CampaignProgress::message(std::string const& text) {
  output_.write((line_open_ ? "\r\033[K" : "") + text + "\n");
  line_open_ = false;
  if (output_.terminal.redraw && view_.total > 0) draw();
}

void CampaignProgress::finish() {
  if (output_.terminal.redraw && view_.total > 0) draw();
  if (line_open_) output_.write("\n");
  line_open_ = false;
}

}  // namespace ptyger::app
