#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/stage_clock.hpp"
#include "model/misfit.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::solver {

/// Keeps the records of a reconstruction and decides when it ends.
class History {
 public:
  /// Sums over the measured pixels of all frames.
  struct Totals {
    double counts = 0;        ///< sum of d
    double amplitude = 0;     ///< sum of sqrt(d)
    double held_out = 0;      ///< number of pixels that are held out of the fit
    double object_share = 0;  ///< pixels of the scanned object divided by the measured pixels of all frames
  };
  History(core::StageClock& clock, Observer const& observer, Totals const& totals);

  /// Continues after the records of an earlier run.
  void resume(std::vector<HistoryRecord> records);

  /// Completes a record with the misfit and the times, appends it, shows it to the observer, and asks the observer
  /// whether to stop.
  void add(HistoryRecord record, model::Misfit const& misfit);

  /// Whether `iteration` is the last: because of the limit, a request to stop or, without a limit, because the object
  /// hardly changes any more, the misfit of the held-out pixels has not fallen noticeably for some iterations, or
  /// most_cg_iterations are done. Sets stop_reason().
  bool ends(int iteration, std::optional<int> limit);
  /// Whether the last CG iteration has the least misfit of the held-out pixels; false when no pixels are held out.
  [[nodiscard]] bool is_best() const { return best_ && records_.back().iteration == best_->iteration; }
  /// Whether the misfit of the held-out pixels has risen so much that the images of best_iteration() are the result.
  [[nodiscard]] bool overfits() const;
  /// Iteration with the least misfit of the held-out pixels; 0 when there is none.
  [[nodiscard]] int best_iteration() const { return best_ ? best_->iteration : 0; }
  /// Whether the observer needs a checkpoint now: it asks for one, or the run was interrupted.
  [[nodiscard]] bool checkpoint_due();
  /// Declares the images of best_iteration() the result.
  void keep_best_iteration();
  /// CG iteration of the images of the result; 0: they are the images of the last record.
  [[nodiscard]] int kept_iteration() const { return kept_iteration_; }
  /// Gives a checkpoint to the observer.
  void give_checkpoint(Checkpoint const& checkpoint);
  /// Marks the run as interrupted: the observer asked to stop.
  void interrupt();
  /// Sets the reason why the run ends.
  void stop(std::string reason) { stop_reason_ = std::move(reason); }

  [[nodiscard]] double nrmse(model::Misfit const& misfit) const;
  [[nodiscard]] double r_factor(model::Misfit const& misfit) const { return misfit.magnitudes / totals_.amplitude; }
  [[nodiscard]] bool interrupted() const { return interrupted_; }
  [[nodiscard]] std::string const& stop_reason() const { return stop_reason_; }
  [[nodiscard]] std::vector<HistoryRecord> const& records() const { return records_; }

 private:
  /// The iteration with the least misfit of the held-out pixels.
  struct Best {
    int iteration;
    double held_out;  ///< mean misfit of a held-out pixel
  };
  void update_best();
  [[nodiscard]] int expected_left() const;
  [[nodiscard]] bool held_out_misfit_stagnates(int iteration);
  [[nodiscard]] bool object_has_settled();

  core::StageClock& clock_;
  Observer const& observer_;
  Totals totals_;
  std::chrono::steady_clock::time_point last_record_time_ = std::chrono::steady_clock::now();
  std::vector<HistoryRecord> records_;
  std::optional<Best> best_;
  int kept_iteration_ = 0;
  std::string stop_reason_;
  bool interrupted_ = false;
};

}  // namespace ptyger::solver
