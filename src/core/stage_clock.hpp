#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <string>
#include <utility>

namespace ptyger::core {

/// Wall-clock seconds that one thread spends in each stage of the solver. Other threads may read its current stage.
class StageClock {
 public:
  /// Adds its lifetime to the seconds of a stage. With `timed` false it only sets the current stage, for work whose
  /// time does not count as time of the solver.
  class Scope {
   public:
    Scope(StageClock* clock, char const* stage, bool timed = true)
        : clock_(clock),
          stage_(stage),
          timed_(timed),
          outer_(clock == nullptr ? nullptr : clock->stage_.exchange(stage)) {}
    Scope(Scope const&) = delete;
    Scope& operator=(Scope const&) = delete;
    ~Scope() {
      if (clock_ == nullptr) return;
      if (timed_) clock_->seconds_[stage_] += std::chrono::duration<double>(Clock::now() - begin_).count();
      clock_->stage_ = outer_;
      bool const failed = std::uncaught_exceptions() > exceptions_before_;
      if (failed && clock_->failed_stage_ == nullptr) clock_->failed_stage_ = stage_;
    }

   private:
    using Clock = std::chrono::steady_clock;
    StageClock* clock_;
    char const* stage_;
    bool timed_;         ///< whether the lifetime counts
    char const* outer_;  ///< stage to return to
    int exceptions_before_ = std::uncaught_exceptions();
    Clock::time_point begin_ = Clock::now();
  };

  /// Seconds by stage since the last call of this function; adds them to the totals.
  std::map<std::string, double> collect_seconds() {
    for (auto const& [stage, seconds] : seconds_) totals_[stage] += seconds;
    return std::exchange(seconds_, {});
  }

  /// Seconds by stage that collect_seconds() has returned so far.
  [[nodiscard]] std::map<std::string, double> const& totals() const { return totals_; }
  /// The current stage of the thread that this clock belongs to; may be called from any thread.
  [[nodiscard]] char const* stage() const { return stage_; }
  /// The innermost stage that ended by an exception; the current stage when none did.
  [[nodiscard]] char const* failed_stage() const { return failed_stage_ != nullptr ? failed_stage_ : stage(); }
  /// Clears all seconds and stages.
  void reset() {
    seconds_.clear();
    totals_.clear();
    failed_stage_ = nullptr;
    stage_ = no_stage;
  }

 private:
  static constexpr char const* no_stage = "set-up";
  std::map<std::string, double> seconds_;  ///< by stage, since the last collect_seconds()
  std::map<std::string, double> totals_;   ///< by stage, collected before
  char const* failed_stage_ = nullptr;     ///< null: no stage ended by an exception
  std::atomic<char const*> stage_ = no_stage;
};

}  // namespace ptyger::core
