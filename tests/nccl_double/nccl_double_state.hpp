#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "tests/nccl_double/nccl_double.hpp"

/// State that the parts of the double share. Not for tests.
namespace ptyger::nccl_double {

/// Fault that a test has set for one call.
struct Fault {
  enum class Kind { none, fail, fail_later, delay, hang };
  Kind kind = Kind::none;
  int code = 0;
  std::chrono::milliseconds time{0};
};

/// Counts a call and returns its fault.
Fault enter(char const* function);
void violate(std::string const& what);
void give(int rank, std::int64_t bytes);
void count_communicators(int change);
/// Deletes the records of destroyed communicators.
void forget_communicators();
/// Number of GPUs, and the current GPU of the calling thread.
inline constexpr int gpus = 8;
int current_gpu();

}  // namespace ptyger::nccl_double

/// A stream: a thread that works in order.
struct CUstream_st {
  explicit CUstream_st(int on);
  ~CUstream_st();
  CUstream_st(CUstream_st const&) = delete;
  CUstream_st& operator=(CUstream_st const&) = delete;
  void push(std::function<void()> job);
  [[nodiscard]] bool idle();

  int const gpu;

 private:
  void work();
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;  ///< the first job runs
  bool closing_ = false;
  std::thread thread_;
};

namespace ptyger::nccl_double {
/// Whether a stream was created and not destroyed.
bool is_live(CUstream_st* stream);
}  // namespace ptyger::nccl_double
