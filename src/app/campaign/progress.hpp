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

  /// Shows an overview when it is due.
  void show(campaign::Overview const& view);
  /// Writes a line above the bar.
  void message(std::string const& text);
  /// Ends the line.
  void finish();

 private:
  void draw();

  Progress::Output output_;
  campaign::Overview view_;  ///< latest overview
  std::string shown_;        ///< last line that was written without a terminal
  bool line_open_ = false;   ///< whether the line on the terminal has no end yet
  double last_show_ = -1e9;  ///< time of the latest line, seconds
};

}  // namespace ptyger::app
