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

/// Thrown on a device that waits for another device which has failed or does not arrive in time.
class TeamBroken : public CallError {
 public:
  using CallError::CallError;
};

/// Barrier for the threads of a team, whose waits always end: when all members have arrived, when one has failed, or at
/// the timeout. After a failure or a timeout every wait throws TeamBroken at once, until reset() is called.
class Rendezvous {
 public:
  /// members: number of threads. describe: text for a member that did not arrive, such as "device 2 (in the stage
  /// 'gradient')".
  Rendezvous(int members, std::chrono::milliseconds timeout, std::function<std::string(int)> describe);

  /// Returns when all members have arrived. The last member calls `alone`, which must not wait for other members,
  /// before the others continue. An exception of `alone` propagates to that member, and the others throw TeamBroken.
  void meet(int member, std::function<void()> const& alone = {});
  /// Second barrier of a pair, without timeout: memory that the members read from each other since the first barrier
  /// must stay valid until all have finished. Use it only when no member can block between the two barriers.
  void meet_without_timeout(int member);
  /// Reports that a member has failed and will not arrive; the other members throw TeamBroken with this reason.
  void fail(std::string const& why);
  /// Clears a failure. Call it only while no member waits.
  void reset();

  [[nodiscard]] int members() const { return static_cast<int>(has_arrived_.size()); }
  [[nodiscard]] std::chrono::milliseconds timeout() const { return timeout_; }

 private:
  /// meet(), with or without a timeout.
  void wait_for_all(int member, std::function<void()> const& alone, bool has_timeout);
  void run_alone(std::unique_lock<std::mutex>& lock, std::function<void()> const& alone);
  void release_members();
  [[nodiscard]] std::string missing_members() const;

  std::chrono::milliseconds timeout_;
  std::function<std::string(int)> describe_;
  std::mutex mutex_;
  std::condition_variable changed_;       ///< round_ or broken_ has changed
  std::vector<bool> has_arrived_;         ///< [member] for the current barrier
  int arrived_ = 0;                       ///< number of members that have arrived
  std::atomic<unsigned long> round_ = 0;  ///< number of barriers completed
  std::atomic<bool> broken_ = false;      ///< a member has failed or was late; all waits throw
  std::string failure_text_;              ///< reason while broken_
};

}  // namespace ptyger::device
