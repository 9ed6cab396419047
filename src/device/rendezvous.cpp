#include "device/rendezvous.hpp"

#include <fmt/format.h>

#include <thread>
#include <utility>

namespace ptyger::device {
namespace {

/// Waits up to 100 us without sleeping. Devices with equal work arrive within microseconds, and sleeping takes longer.
template <class Done>
void spin(Done const& done) {
  constexpr auto longest = std::chrono::microseconds(100);
  for (auto const begin = std::chrono::steady_clock::now();
       !done() && std::chrono::steady_clock::now() - begin < longest;)
    std::this_thread::yield();
}

}  // namespace

Rendezvous::Rendezvous(int members, std::chrono::milliseconds timeout, std::function<std::string(int)> describe)
    : timeout_(timeout), describe_(std::move(describe)), has_arrived_(static_cast<std::size_t>(members)) {}

void Rendezvous::meet(int member, std::function<void()> const& alone) {
  wait_for_all(member, alone, true);
}

void Rendezvous::meet_without_timeout(int member) {
  wait_for_all(member, {}, false);
}

void Rendezvous::wait_for_all(int member, std::function<void()> const& alone, bool has_timeout) {
  std::unique_lock lock(mutex_);
  if (broken_) throw TeamBroken(failure_text_);
  auto const round = round_.load();
  has_arrived_[static_cast<std::size_t>(member)] = true;
  if (++arrived_ == members()) {
    if (alone) run_alone(lock, alone);
    release_members();
    return;
  }
  auto const done = [&] { return broken_ || round_ != round; };
  lock.unlock();
  spin(done);
  lock.lock();
  while (!changed_.wait_for(lock, timeout_, done)) {
    // The last member has arrived and runs `alone`, which may read memory of the waiting members: wait for its end.
    if (!has_timeout || arrived_ == members()) continue;
    broken_ = true;
    failure_text_ = missing_members();
    changed_.notify_all();
  }
  if (round_ == round) throw TeamBroken(failure_text_);
}

/// Calls `alone` on the last member while all others wait.
void Rendezvous::run_alone(std::unique_lock<std::mutex>& lock, std::function<void()> const& alone) {
  lock.unlock();
  try {
    alone();
  } catch (std::exception const& error) {
    fail(error.what());
    throw;
  } catch (...) {
    fail("an exception of unknown kind");
    throw;
  }
  lock.lock();
}

void Rendezvous::release_members() {
  has_arrived_.assign(has_arrived_.size(), false);
  arrived_ = 0;
  ++round_;
  changed_.notify_all();
}

std::string Rendezvous::missing_members() const {
  std::string missing;
  for (std::size_t member = 0; member < has_arrived_.size(); ++member)
    if (!has_arrived_[member]) missing += (missing.empty() ? "" : "; ") + describe_(static_cast<int>(member));
  return fmt::format("no answer within {:.3g} s from {}", std::chrono::duration<double>(timeout_).count(), missing);
}

void Rendezvous::fail(std::string const& why) {
  std::scoped_lock const lock(mutex_);
  if (!broken_) failure_text_ = why;
  broken_ = true;
  changed_.notify_all();
}

void Rendezvous::reset() {
  std::scoped_lock const lock(mutex_);
  broken_ = false;
  release_members();
}

}  // namespace ptyger::device
