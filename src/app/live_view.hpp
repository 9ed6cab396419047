#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <string>

#include "campaign/background.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::app {

/// Pictures of a reconstruction while it runs: object, probe and convergence as at its end, drawn by a thread of its
/// own, each replaced as a whole. The first are those of the first CG iteration.
class LiveView {
 public:
  using Draw = std::function<void(Result const&)>;
  using Tell = std::function<void(std::string const&)>;

  /// scan: must outlive this. draw: called in the other thread. tell: hears why pictures could not be drawn; the run
  /// goes on without.
  LiveView(Scan const& scan, std::chrono::duration<double> interval, Draw draw, Tell tell);

  /// Fills in what is called between CG iterations; this must outlive the run.
  void attach(Observer& observer);

  /// Waits for the pictures that are being drawn.
  void finish() { background_.drain(); }

 private:
  using Clock = std::chrono::steady_clock;

  bool due();
  void take(Checkpoint const& checkpoint);

  Scan const& scan_;
  std::chrono::duration<double> interval_;
  Draw draw_;
  Tell tell_;
  Clock::time_point last_ = Clock::time_point::min();
  std::future<void> drawing_;
  bool failed_ = false;
  campaign::Background background_;
};

}  // namespace ptyger::app
