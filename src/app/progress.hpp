#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/shell/terminal.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"

namespace ptyger::app {

/// Number of records of a phase.
struct PhaseLength {
  int records = 0;        ///< 0: not known
  char const* mark = "";  ///< "<": at most as many; "~": about as many
};

/// Length of the phase of a record under these options.
PhaseLength phase_length(Options const& options, HistoryRecord const& record);

/// Seconds as "1:05" or "2:03:04"; "-" when they are not finite.
std::string clock_text(double seconds);

/// A bar of `cells` characters in brackets, of which `fraction` are filled.
std::string bar(double fraction, int cells, bool colour);

/// One line without line end: phase, iteration, misfit, step and seconds of the record, time left.
std::string plain_line(HistoryRecord const& record, PhaseLength length, double seconds_left);

/// As plain_line(), with a bar; at most `width` columns without the colour codes.
std::string bar_line(HistoryRecord const& record, PhaseLength length, double seconds_left, int width, bool colour);

/// Shows the progress of a reconstruction: on a terminal one line that is redrawn; elsewhere at most one line a second,
/// and the last record of each phase.
class Progress {
 public:
  /// Where lines are written, the clock and the width of the terminal; tests replace them.
  struct Output {
    std::function<void(std::string const&)> write;  ///< writes a text
    std::function<double()> seconds;                ///< present time, seconds from any beginning
    std::function<int()> width;                     ///< columns of the terminal
    Terminal terminal;                              ///< whether lines can be redrawn, and coloured
  };

  /// name: begins every line; may be empty.
  Progress(Options const& options, Output output, std::string const& name = {});

  /// Shows a record when enough time has passed since the last one.
  void record(HistoryRecord const& record);

  /// Writes a line above the bar.
  void message(std::string const& text);

  /// Shows the last record, with a full bar, and ends the line.
  void finish();

 private:
  void show(HistoryRecord const& record, PhaseLength length, double seconds_left);
  double seconds_left(HistoryRecord const& record);

  Options const& options_;
  Output output_;
  std::string name_;                          ///< begins every line, with blanks after it
  std::optional<HistoryRecord> last_record_;  ///< latest record of the present phase
  bool shown_ = true;                         ///< whether last_record_ has been shown
  bool line_open_ = false;                    ///< whether the line on the terminal has no end yet
  double last_shown_seconds_ = -1e9;          ///< time of the latest line on the clock of output_
  double last_seconds_left_ = 0;              ///< seconds until the phase ends, predicted with last_record_
  double phase_seconds_ = 0;                  ///< duration of the present phase so far, in this run
  int phase_records_ = 0;                     ///< its records in this run
};

/// Output to stderr, with the system's clock.
Progress::Output stderr_output();

}  // namespace ptyger::app
