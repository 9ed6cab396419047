#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

struct CUstream_st;

/// A double of NCCL and of the CUDA runtime, as far as PtyGer calls them: the production source is compiled unchanged
/// and linked with it. A stream is a thread that does its work in order, memory of a device is memory of the host, a
/// communicator is state that its ranks share. The double checks what it is asked to do, and can be told to fail.
/// All functions may be called by any thread.
namespace ptyger::nccl_double {

/// As new. Streams and communicators that are left are a violation, which survives.
void reset();

/// What was done against the rules of NCCL or of its user: unmatched pairs, unequal counts, use after the end, ...
std::vector<std::string> violations();
/// How often a function was called since reset(): "ncclSend".
int calls(std::string const& function);
/// Communicators that are neither destroyed nor aborted.
int live_communicators();
int live_streams();
/// Bytes that a rank has given to ncclSend and ncclAllReduce since reset().
std::int64_t bytes_given(int rank);

/// The `nth` call (from 1) of a function of NCCL or of the runtime returns `code`, a ncclResult_t or cudaError_t, and
/// does nothing.
void fail(std::string const& function, int nth, int code);
/// The nth call is accepted, and what it put on the stream fails with `code`, of type ncclResult_t, when it runs.
void fail_later(std::string const& function, int nth, int code);
/// The nth call, or what it put on the stream, takes this long.
void delay(std::string const& function, int nth, std::chrono::milliseconds time);
/// What the nth call began never ends, until its communicator or one of its peers is aborted.
void hang(std::string const& function, int nth);

/// Streams of the GPUs 0, 1, ... for the life of this object; at its end they have ended all work.
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

}  // namespace ptyger::nccl_double
