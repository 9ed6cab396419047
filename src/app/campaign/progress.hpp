#pragma once

#include "app/progress.hpp"
#include "campaign/campaign.hpp"

namespace ptyger::app {

/// One line without line end: the numbers of projections that are done, have failed and run, and the time left; with a
/// bar when it fits into `width` columns.
std::string overview_line(campaign::Overview const& view, int width, bool colour);

/// Shows the progress of a campaign: on a terminal one bar below the messages, which is redrawn; elsewhere at most one
/// line in ten seconds. Called by one thread at a time.
class CampaignProgress {
 public:
  explicit CampaignProgress(Progress::Output output) : output_(std::move(output)) {}

  /// Shows an overview when enough time has passed since the last one.
  void show(campaign::Overview const& view);
  /// Writes a line above the bar.
  void message(std::string const& text);
  /// Ends the line.
  void finish();

 private:
  void draw();

  Progress::Output output_;
  campaign::Overview view_;           ///< latest overview
  std::string last_line_;             ///< latest line that was written where there is no terminal
  bool line_open_ = false;            ///< whether the line on the terminal has no end yet
  double last_shown_seconds_ = -1e9;  ///< time of the latest line on the clock of output_
};

}  // namespace ptyger::app
