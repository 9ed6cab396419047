#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/stage_clock.hpp"
#include "model/misfit.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::solver {

/// Writes the records of a reconstruction and decides when it ends.
class History {
 public:
  /// Sums over the measured pixels of all frames.
  struct Totals {
    double counts = 0;     ///< of d
    double amplitude = 0;  ///< of sqrt(d)
    double held_out = 0;   ///< pixels that are not fitted
  };
  History(core::StageClock& clock, Observer const& observer, Totals const& totals);

  /// Goes on after these records.
  void resume(std::vector<HistoryRecord> records);

  /// Appends a record, shows it to the observer and asks whether to stop.
  void add(HistoryRecord record, model::Misfit const& misfit);

  /// True when `iteration` is the last: the limit, a request to stop, or, without a limit, the stopping rule: the
  /// misfit of the pixels that are held out has not noticeably fallen for some iterations (most_cg_iterations at the
  /// most). Sets stop_reason().
  bool ends(int iteration, std::optional<int> limit);
  /// Whether the last CG iteration has the least misfit of the pixels that are held out; false when there are none.
  [[nodiscard]] bool is_best() const { return best_ && records_.back().iteration == best_->iteration; }
  /// Whether that misfit has risen so much since it was least that the images of then are to be taken.
  [[nodiscard]] bool overfits() const;
  [[nodiscard]] int best_iteration() const { return best_ ? best_->iteration : 0; }
  /// Whether the observer is to be given a checkpoint now: it says so, or the run is about to be interrupted.
  [[nodiscard]] bool checkpoint_due();
  /// Shows a checkpoint to the observer.
  void hand_on(Checkpoint const& checkpoint);
  /// A device was asked to stop.
  void interrupt();
  void stop(std::string reason) { stop_reason_ = std::move(reason); }

  [[nodiscard]] double nrmse(model::Misfit const& misfit) const;
  [[nodiscard]] double r_factor(model::Misfit const& misfit) const { return misfit.magnitudes / totals_.amplitude; }
  [[nodiscard]] bool interrupted() const { return interrupted_; }
  [[nodiscard]] std::string const& stop_reason() const { return stop_reason_; }
  [[nodiscard]] std::vector<HistoryRecord> const& records() const { return records_; }

 private:
  struct Best {
    int iteration;
    double held_out;
  };
  void look_for_best();
  [[nodiscard]] bool rule_ends(int iteration);

  core::StageClock& clock_;
  Observer const& observer_;
  Totals totals_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::vector<HistoryRecord> records_;
  std::optional<Best> best_;
  std::string stop_reason_;
  bool interrupted_ = false;
};

}  // namespace ptyger::solver
