#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <string>

#include "campaign/background.hpp"
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

  /// Sets the functions of `observer` that are called between CG iterations. This object must outlive the run.
  void attach(Observer& observer);

  /// Waits until the background thread has drawn its pictures.
  void finish() { background_.drain(); }

 private:
  using Clock = std::chrono::steady_clock;

  bool due();
  void draw_later(Checkpoint const& checkpoint);

  Scan const& scan_;
  std::chrono::duration<double> interval_;  ///< least time between two drawings
  Draw draw_;
  ShowMessage show_message_;
  Clock::time_point last_draw_ = Clock::time_point::min();  ///< when the latest drawing was started
  std::future<void> drawing_;                               ///< valid while pictures are drawn
  bool failed_ = false;                                     ///< drawing has failed once, so it is not tried again
  campaign::Background background_;                         ///< the thread that draws
};

}  // namespace ptyger::app
