#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <string>

#include "core/background.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::app {

/// Pictures of a reconstruction while it runs: object, probe and convergence, as for the result. A background thread
/// draws them after the first CG iteration, then once in every interval. A picture is replaced as a whole.
class LiveView {
 public:
  using Draw = std::function<void(Result const&)>;
  using ShowMessage = std::function<void(std::string const&)>;

  /// scan: must outlive this object. draw: called in the background thread. show_message: called with the reason when
  /// pictures cannot be drawn; the run continues without pictures.
  LiveView(Scan const& scan, std::chrono::duration<double> interval, Draw draw, ShowMessage show_message);

  /// Whether new pictures are due. They are never due while pictures are being drawn, so that a slow disk does not
  /// delay the run.
  bool due();
  /// Draws the estimate of a checkpoint in the background.
  void draw_later(Checkpoint const& checkpoint);

  /// Waits until the background thread has drawn its pictures.
  void finish() { background_.drain(); }

 private:
  using Clock = std::chrono::steady_clock;

  Scan const& scan_;
  std::chrono::duration<double> interval_;  ///< least time between two drawings
  Draw draw_;
  ShowMessage show_message_;
  Clock::time_point last_draw_ = Clock::time_point::min();  ///< when the latest drawing was started
  std::future<void> drawing_;                               ///< valid while pictures are drawn
  bool failed_ = false;                                     ///< the last drawing has failed, and the user knows
  core::Background background_;                             ///< the thread that draws
};

}  // namespace ptyger::app
