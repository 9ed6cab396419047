#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

struct CUstream_st;

/// A test double of the functions of NCCL, cuFFT and the CUDA runtime that PtyGer calls: it replaces these libraries.
/// The production source is compiled unchanged and linked with the double. A stream is a thread that works in order, a
/// communicator is state that its ranks share. The double checks all calls, and tests can make calls fail. Any thread
/// may call any function.
namespace ptyger::gpu_double {

/// Clears faults, counters and violations. Communicators that still live are recorded as a violation.
void reset();

/// Calls that broke the rules of NCCL or of the double: unmatched pairs, unequal counts, use after the end, ...
std::vector<std::string> violations();
/// Number of calls of a function, such as "ncclSend", since reset().
int calls(std::string const& function);
/// Communicators that are neither destroyed nor aborted.
int live_communicators();
/// Streams that are not destroyed.
int live_streams();
/// Bytes that a rank has given to ncclSend and ncclAllReduce since reset().
std::int64_t bytes_given(int rank);

/// The `nth` call (from 1) of a function of NCCL or of the runtime returns `code`, a ncclResult_t or cudaError_t, and
/// does nothing.
void fail(std::string const& function, int nth, int code);
/// The nth call is accepted; its work on the stream fails with `code`, a ncclResult_t.
void fail_asynchronously(std::string const& function, int nth, int code);
/// The nth call, or its work on the stream, takes this long.
void delay(std::string const& function, int nth, std::chrono::milliseconds time);
/// The work of the nth call does not end before its communicator or one of its peers is aborted.
void hang(std::string const& function, int nth);

/// Streams of the GPUs 0, 1, ... during the life of this object; the destructor waits for their work.
class Streams {
 public:
  explicit Streams(int gpus);
  ~Streams();
  Streams(Streams const&) = delete;
  Streams& operator=(Streams const&) = delete;
  [[nodiscard]] CUstream_st* operator[](int gpu) const { return streams_[static_cast<std::size_t>(gpu)]; }

 private:
  std::vector<CUstream_st*> streams_;
};

}  // namespace ptyger::gpu_double
