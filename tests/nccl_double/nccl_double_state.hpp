#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "tests/nccl_double/nccl_double.hpp"

/// State that the parts of the test double share. Not for tests.
namespace ptyger::nccl_double {

/// Fault that a test has set for one call.
struct Fault {
  enum class Kind { none, fail, fail_asynchronously, delay, hang };
  Kind kind = Kind::none;
  int code = 0;                       ///< of `fail` and `fail_asynchronously`: a ncclResult_t or cudaError_t
  std::chrono::milliseconds time{0};  ///< of `delay`
};

/// Counts a call and returns its fault.
Fault enter(char const* function);
/// Adds to violations().
void record_violation(std::string const& what);
/// Adds to bytes_given().
void count_bytes_given(int rank, std::int64_t bytes);
/// Adds to live_communicators().
void count_communicators(int change);
/// Deletes the records of destroyed communicators.
void forget_communicators();
inline constexpr int gpus = 8;  ///< number of GPUs
/// GPU that the calling thread has chosen by cudaSetDevice().
int current_gpu();

}  // namespace ptyger::nccl_double

/// A CUDA stream: a thread that executes jobs in order.
struct CUstream_st {
  explicit CUstream_st(int gpu_number);
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
  std::deque<std::function<void()>> jobs_;  ///< not ended; the first one is being executed
  bool closing_ = false;
  std::thread thread_;
};

namespace ptyger::nccl_double {
/// Whether a stream was created and not destroyed.
bool is_live(CUstream_st* stream);
}  // namespace ptyger::nccl_double
