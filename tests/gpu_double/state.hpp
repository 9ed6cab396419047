#pragma once

#include <map>
#include <thread>

#include "tests/gpu_double/gpu_double.hpp"
#include "tests/gpu_double/stream.hpp"

/// State that the parts of the test double share. Not for tests.
namespace ptyger::gpu_double {

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
/// Whether a stream was created and not destroyed.
bool is_live(CUstream_st* stream);
/// A stream that lives until end_stream().
CUstream_st* begin_stream(int gpu);
void end_stream(CUstream_st* stream);
/// Waits for all streams of a GPU.
void wait_for_gpu(int gpu);
/// Counts a kernel launch. Returns true when a test has told it to fail; cudaGetLastError() then returns the error.
bool launch_fails();

}  // namespace ptyger::gpu_double
