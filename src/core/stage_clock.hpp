#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <string>
#include <utility>

namespace ptyger::core {

/// Wall seconds by stage of the solver, for one thread; others may ask which stage it is in.
class StageClock {
 public:
  /// Books the seconds of its life to one stage, or only names the stage when its time is not the solver's.
  class Scope {
   public:
    Scope(StageClock* clock, char const* stage, bool books = true)
        : clock_(clock),
          stage_(stage),
          books_(books),
          outer_(clock == nullptr ? nullptr : clock->stage_.exchange(stage)) {}
    Scope(Scope const&) = delete;
    Scope& operator=(Scope const&) = delete;
    ~Scope() {
      if (clock_ == nullptr) return;
      if (books_) clock_->seconds_[stage_] += std::chrono::duration<double>(Now::now() - begin_).count();
      clock_->stage_ = outer_;
      if (clock_->failed_in_ == nullptr && std::uncaught_exceptions() > unwinding_) clock_->failed_in_ = stage_;
    }

   private:
    using Now = std::chrono::steady_clock;
    StageClock* clock_;
    char const* stage_;
    bool books_;
    char const* outer_;
    int unwinding_ = std::uncaught_exceptions();
    Now::time_point begin_ = Now::now();
  };

  /// The seconds booked since the last call, by stage; they are added to the totals.
  std::map<std::string, double> take() {
    for (auto const& [stage, seconds] : seconds_) totals_[stage] += seconds;
    return std::exchange(seconds_, {});
  }

  [[nodiscard]] std::map<std::string, double> const& totals() const { return totals_; }
  /// The stage that the thread of this clock is in; any thread may ask.
  [[nodiscard]] char const* stage() const { return stage_; }
  /// The innermost stage that an exception left; the present one when none did.
  [[nodiscard]] char const* failed_in() const { return failed_in_ != nullptr ? failed_in_ : stage(); }
  /// As new.
  void reset() {
    seconds_.clear();
    totals_.clear();
    failed_in_ = nullptr;
    stage_ = no_stage;
  }

 private:
  static constexpr char const* no_stage = "set-up";
  std::map<std::string, double> seconds_;
  std::map<std::string, double> totals_;
  char const* failed_in_ = nullptr;
  std::atomic<char const*> stage_ = no_stage;
};

}  // namespace ptyger::core
