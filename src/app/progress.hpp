#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/shell/terminal.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"

namespace ptyger::app {

/// How many records a phase will have.
struct PhaseLength {
  int records = 0;
  bool at_most = false;  ///< a stopping rule may end it before
};

/// Length of a phase under these options.
PhaseLength phase_length(Options const& options, Phase phase);

/// "1:05" or "2:03:04" for seconds; "-" when not finite.
std::string clock_text(double seconds);

/// A bar of `cells` characters in brackets.
std::string bar(double fraction, int cells, bool colour);

/// One line without line end: phase, iteration, misfit, step and seconds of the record, time left.
std::string plain_line(HistoryRecord const& record, PhaseLength length, double seconds_left);

/// The same with a bar, never longer than `width` columns (colour codes not counted).
std::string bar_line(HistoryRecord const& record, PhaseLength length, double seconds_left, int width, bool colour);

/// Shows how a reconstruction gets on: one line redrawn on a terminal; elsewhere lines at most once a second, and the
/// last of each phase.
class Progress {
 public:
  /// Where lines go and what time it is; those of stderr unless tests say otherwise.
  struct Output {
    std::function<void(std::string const&)> write;
    std::function<double()> seconds;
    std::function<int()> width;
    Terminal terminal;
  };

  Progress(Options const& options, Output output);

  void record(HistoryRecord const& record);

  /// A line of its own, above the bar.
  void message(std::string const& text);

  /// Ends the line; nothing is redrawn afterwards.
  void finish();

 private:
  void show(HistoryRecord const& record, double seconds_left);
  double seconds_left(HistoryRecord const& record);

  Options const& options_;
  Output output_;
  std::optional<HistoryRecord> last_;  ///< latest record
  bool shown_ = true;                  ///< last_ is on the screen
  bool line_open_ = false;             ///< a redrawn line waits for its end
  double last_show_ = -1e9;
  double last_left_ = 0;
  double phase_seconds_ = 0;  ///< spent in the present phase
};

/// Output to stderr.
Progress::Output standard_output();

}  // namespace ptyger::app
