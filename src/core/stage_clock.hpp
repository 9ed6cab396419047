#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>

namespace ptyger {

/// Wall seconds by stage of the solver.
class StageClock {
 public:
  /// Books the seconds of its life to one stage.
  class Scope {
   public:
    Scope(StageClock* clock, char const* stage) : clock_(clock), stage_(stage) {}
    Scope(Scope const&) = delete;
    Scope& operator=(Scope const&) = delete;
    ~Scope() {
      if (clock_ != nullptr) clock_->seconds_[stage_] += std::chrono::duration<double>(Now::now() - begin_).count();
    }

   private:
    using Now = std::chrono::steady_clock;
    StageClock* clock_;
    char const* stage_;
    Now::time_point begin_ = Now::now();
  };

  /// The seconds booked since the last call, by stage; they are added to the totals.
  std::map<std::string, double> take() {
    for (auto const& [stage, seconds] : seconds_) totals_[stage] += seconds;
    return std::exchange(seconds_, {});
  }

  [[nodiscard]] std::map<std::string, double> const& totals() const { return totals_; }

 private:
  std::map<std::string, double> seconds_;
  std::map<std::string, double> totals_;
};

}  // namespace ptyger
