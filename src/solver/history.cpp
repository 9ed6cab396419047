#include "solver/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ptyger/error.hpp"
#include "solver/usual_work.hpp"

namespace ptyger::solver {
namespace {

// Measured on simulated scans at doses from 0.5 to 250 counts a pixel. The object still improves for some iterations
// after the held-out misfit was least: intensities hardly show phases, and overfitted borders of object and probe raise
// the misfit by tenths of a percent. More held-out pixels would not help. With noise-free counts in all pixels and a
// known beam, the misfit is least at iterations 5 to 6, 18 and 31 to 36 (0.5, 7 and 250 counts a pixel), but the
// correlation with the truth is largest at 17 to 29, 23 and 34 to 46. The maximum of the correlation is flat: eight
// iterations after the least held-out misfit, the error of the object is within a tenth of its minimum and stays there.
constexpr int patience = 8;               // iterations without a noticeable fall that end a run
constexpr double noticeable_fall = 5e-4;  // relative fall of the held-out misfit
// The noise of a frame's pixel is as large as its mean misfit, and each pixel of the object lowers the objective by
// about as much when it fits the noise. Falls of the objective far below this in several iterations change the object
// by less than its noise. Measured on the star and on 45 simulated scans (perf/README.md, "End of a run").
constexpr std::size_t settling_iterations = 5;
constexpr double settled = 0.2;  // fall of the objective in these, in mean misfits of a pixel, for each object pixel
constexpr std::size_t compared_iterations = 3;  // whose fall of the objective is compared with the fall before
constexpr double overfit = 0.02;  // relative rise of the held-out misfit after which an earlier iteration is the result

}  // namespace

History::History(core::StageClock& clock, Observer const& observer, Totals const& totals)
    : clock_(clock), observer_(observer), totals_(totals) {}

double History::nrmse(model::Misfit const& misfit) const {
  return std::sqrt(misfit.squares / totals_.counts);
}

void History::add(HistoryRecord record, model::Misfit const& misfit) {
  auto const now = std::chrono::steady_clock::now();
  if (!std::isfinite(misfit.objective))
    throw CallError("the misfit is not a finite number any more: the counts or the initial probe are out of range");
  record.objective = misfit.objective;
  record.nrmse = nrmse(misfit);
  record.r_factor = r_factor(misfit);
  record.seconds = std::chrono::duration<double>(now - last_record_time_).count();
  record.seconds_by_stage = clock_.collect_seconds();
  if (totals_.held_out > 0) record.held_out = misfit.held_out / totals_.held_out;
  records_.push_back(std::move(record));
  update_best();
  if (records_.back().phase == Phase::cg) records_.back().expected_left = expected_left();
  {
    core::StageClock::Scope const stage(&clock_, "observer", false);  // not time of the solver
    if (observer_.on_record) observer_.on_record(records_.back());
    if (observer_.stop_requested && observer_.stop_requested()) interrupt();
  }
  last_record_time_ = std::chrono::steady_clock::now();
}

bool History::checkpoint_due() {
  if (!observer_.on_checkpoint) return false;
  core::StageClock::Scope const stage(&clock_, "observer", false);
  bool const asked_for = observer_.checkpoint_due && observer_.checkpoint_due();
  return asked_for || interrupted_;
}

void History::give_checkpoint(Checkpoint const& checkpoint) {
  core::StageClock::Scope const stage(&clock_, "observer", false);
  observer_.on_checkpoint(checkpoint);
  last_record_time_ = std::chrono::steady_clock::now();
}

void History::interrupt() {
  interrupted_ = true;
  stop_reason_ = "interrupted";
}

bool History::ends(int iteration, std::optional<int> limit) {
  if (interrupted_) return true;
  if (limit) {
    if (iteration < *limit) return false;
    stop_reason_ = fmt::format("reached the {} iterations asked for", *limit);
    return true;
  }
  if (iteration >= most_cg_iterations) {
    stop_reason_ = fmt::format("reached the limit of {} iterations while the misfit still fell", most_cg_iterations);
    return true;
  }
  return object_has_settled() || held_out_misfit_stagnates(iteration);
}

bool History::object_has_settled() {
  if (records_.size() <= settling_iterations) return false;
  auto const& before = records_[records_.size() - 1 - settling_iterations];
  if (before.phase != Phase::cg) return false;
  double const objective = records_.back().objective;
  double const fall = before.objective - objective;
  if (fall >= settled * totals_.object_share * objective) return false;
  stop_reason_ = fmt::format("the object changes by less than its noise in {} iterations", settling_iterations);
  return true;
}

/// Iterations until the object has settled, if the objective falls by the same factor as in the last iterations, or
/// until the held-out misfit is taken for stagnant, if it does not fall any more.
int History::expected_left() const {
  int const iteration = records_.back().iteration;
  auto const objective = [&](std::size_t before) { return records_[records_.size() - 1 - before].objective; };
  double left = std::max(usual_iterations - iteration, 1);
  if (records_.size() > 2 * compared_iterations && iteration > static_cast<int>(2 * compared_iterations)) {
    double const fall = objective(compared_iterations) - objective(0);
    double const earlier_fall = objective(2 * compared_iterations) - objective(compared_iterations);
    double const factor = std::clamp(fall / earlier_fall, 0.1, 0.95);  // in compared_iterations
    double const end = settled * totals_.object_share * objective(0);
    double const rounds = std::log(end / (objective(settling_iterations) - objective(0))) / std::log(factor);
    left = rounds > 0 ? std::ceil(rounds * compared_iterations) : 1;  // not a number when the objective has risen
  }
  if (best_ && best_->iteration < iteration) left = std::min(left, 1.0 * (best_->iteration + patience - iteration));
  return static_cast<int>(std::clamp(left, 1.0, std::max(1.0, 1.0 * (most_cg_iterations - iteration))));
}

bool History::held_out_misfit_stagnates(int iteration) {
  if (!best_ || iteration < best_->iteration + patience) return false;
  stop_reason_ = fmt::format("the misfit of the held-out pixels has not fallen by {:.2g} of itself for {} iterations",
                             noticeable_fall, patience);
  return true;
}

bool History::overfits() const {
  return best_ && *records_.back().held_out > (1 + overfit) * best_->held_out;
}

void History::keep_best_iteration() {
  kept_iteration_ = best_iteration();
  stop_reason_ += fmt::format(" but risen; these are the images of iteration {}", kept_iteration_);
}

void History::update_best() {
  auto const& last = records_.back();
  if (last.phase != Phase::cg || !last.held_out) return;
  if (!best_ || *last.held_out < (1 - noticeable_fall) * best_->held_out) best_ = Best{last.iteration, *last.held_out};
}

void History::resume(std::vector<HistoryRecord> records) {
  for (auto& record : records) {
    records_.push_back(std::move(record));
    update_best();
  }
}

}  // namespace ptyger::solver
