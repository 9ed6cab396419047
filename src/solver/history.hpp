#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/stage_clock.hpp"
#include "model/misfit.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger {

/// Writes the records of a reconstruction and decides when it ends.
class History {
 public:
  /// totals: sums of d and of sqrt(d) over the measured pixels of all frames.
  History(StageClock& clock, Observer const& observer, double total_counts, double total_amplitude);

  /// Goes on after these records.
  void resume(std::vector<HistoryRecord> records) { records_ = std::move(records); }

  /// Appends a record, shows it to the observer and asks whether to stop.
  void add(HistoryRecord record, Misfit const& misfit);

  /// True when `iteration` is the last: the limit, a request to stop, or, without a limit, the stopping rule (the
  /// objective fell by less than 1e-3 over 3 iterations; most_cg_iterations at the most). Sets stop_reason().
  bool ends(int iteration, std::optional<int> limit);
  /// Whether the observer is to be given a checkpoint now: it says so, or the run is about to be interrupted.
  [[nodiscard]] bool checkpoint_due();
  /// Shows a checkpoint to the observer.
  void hand_on(Checkpoint const& checkpoint);
  /// A device was asked to stop.
  void interrupt();
  void stop(std::string reason) { stop_reason_ = std::move(reason); }

  [[nodiscard]] double nrmse(Misfit const& misfit) const;
  [[nodiscard]] double r_factor(Misfit const& misfit) const { return misfit.magnitudes / total_amplitude_; }
  [[nodiscard]] bool interrupted() const { return interrupted_; }
  [[nodiscard]] std::string const& stop_reason() const { return stop_reason_; }
  [[nodiscard]] std::vector<HistoryRecord> const& records() const { return records_; }

 private:
  StageClock& clock_;
  Observer const& observer_;
  double total_counts_;
  double total_amplitude_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::vector<HistoryRecord> records_;
  std::string stop_reason_;
  bool interrupted_ = false;
};

}  // namespace ptyger
