#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "ptyger/error.hpp"

namespace ptyger::device {

/// Thrown on a device that waits for another device that failed or did not come.
class TeamBroken : public CallError {
 public:
  using CallError::CallError;
};

/// Where the threads of a team meet. Every wait ends: when all have come, when one has failed, or at the timeout.
/// Once broken, it stays broken until mend(): every further wait throws TeamBroken at once.
class Rendezvous {
 public:
  /// describe: "device 2, last in the stage 'gradient'", for the one that did not come.
  Rendezvous(int members, std::chrono::milliseconds timeout, std::function<std::string(int)> describe);

  /// Returns when all members have come; the last of them calls `alone`, which must end by itself, before the others go
  /// on. An exception of `alone` goes to the one that called it and breaks the rendezvous for the others.
  void meet(int member, std::function<void()> const& alone = {});
  /// The same without a timeout: for members who have met and until now only did what ends by itself, such as reading
  /// what the others lent them, which must stay alive until they have done.
  void meet_without_timeout(int member);
  /// A member will not come any more.
  void fail(std::string const& why);
  /// Makes it usable again. Only while no member is inside.
  void mend();

  [[nodiscard]] int members() const { return static_cast<int>(here_.size()); }
  [[nodiscard]] std::chrono::milliseconds timeout() const { return timeout_; }

 private:
  void wait_for_all(int member, std::function<void()> const& alone, bool limited);
  void run_alone(std::unique_lock<std::mutex>& lock, std::function<void()> const& alone);
  void leave_open();
  [[nodiscard]] std::string absent() const;

  std::chrono::milliseconds timeout_;
  std::function<std::string(int)> describe_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<bool> here_;
  int arrived_ = 0;
  std::atomic<unsigned long> round_ = 0;
  std::atomic<bool> broken_ = false;
  std::string why_;
};

}  // namespace ptyger::device
