#include "solver/history.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/error.hpp"

namespace ptyger {
namespace {

constexpr int rule_span = 3;
constexpr double rule_fall = 1e-3;

}  // namespace

History::History(StageClock& clock, Observer const& observer, double total_counts, double total_amplitude)
    : clock_(clock), observer_(observer), total_counts_(total_counts), total_amplitude_(total_amplitude) {}

double History::nrmse(Misfit const& misfit) const {
  return std::sqrt(misfit.squares / total_counts_);
}

void History::add(HistoryRecord record, Misfit const& misfit) {
  auto const now = std::chrono::steady_clock::now();
  if (!std::isfinite(misfit.objective))
    throw CallError("the misfit is not a finite number any more: the counts or the initial probe are out of range");
  record.objective = misfit.objective;
  record.nrmse = nrmse(misfit);
  record.r_factor = r_factor(misfit);
  record.seconds = std::chrono::duration<double>(now - last_).count();
  record.seconds_by_stage = clock_.take();
  records_.push_back(std::move(record));
  {
    StageClock::Scope const stage(&clock_, "observer", false);  // what the observer does is not the solver's time
    if (observer_.on_record) observer_.on_record(records_.back());
    if (observer_.stop_requested && observer_.stop_requested()) interrupt();
  }
  last_ = std::chrono::steady_clock::now();
}

bool History::checkpoint_due() {
  if (!observer_.on_checkpoint) return false;
  StageClock::Scope const stage(&clock_, "observer", false);
  bool const asked_for = observer_.checkpoint_due && observer_.checkpoint_due();
  return asked_for || interrupted_;
}

void History::hand_on(Checkpoint const& checkpoint) {
  StageClock::Scope const stage(&clock_, "observer", false);
  observer_.on_checkpoint(checkpoint);
  last_ = std::chrono::steady_clock::now();
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
    stop_reason_ = fmt::format("reached the limit of {} iterations before the stopping rule", most_cg_iterations);
    return true;
  }
  if (iteration <= rule_span) return false;
  double const before = records_[records_.size() - 1 - rule_span].objective;
  double const fall = (before - records_.back().objective) / std::abs(before);
  if (fall >= rule_fall) return false;
  stop_reason_ = fmt::format("the objective fell by {:.2g}, less than {:.2g} of itself, over {} iterations", fall,
                             rule_fall, rule_span);
  return true;
}

}  // namespace ptyger
