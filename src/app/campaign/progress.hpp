#pragma once

#include "app/progress.hpp"
#include "campaign/campaign.hpp"

namespace ptyger::app {

/// One line without line end: how many projections are done, have failed, run, and the time left; with a bar when
/// `width` has room for it.
std::string overview_line(campaign::Overview const& view, int width, bool colour);

/// Shows how a campaign gets on: one bar redrawn on a terminal, below the messages; elsewhere a line at most every ten
/// seconds. Called by one thread at a time.
class CampaignProgress {
 public:
  explicit CampaignProgress(Progress::Output output) : output_(std::move(output)) {}

  void show(campaign::Overview const& view);
  /// A line of its own, above the bar.
  void message(std::string const& text);
  /// Ends the line.
  void finish();

 private:
  void draw();

  Progress::Output output_;
  campaign::Overview view_;
  std::string shown_;       ///< last line written elsewhere than on a terminal
  bool line_open_ = false;  ///< a redrawn line waits for its end
  double last_show_ = -1e9;
};

}  // namespace ptyger::app
