#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "comm/world.hpp"

namespace ptyger::comm {

/// Rank 0 answers requests of all ranks while it computes: a thread of rank 0 polls a private communicator for requests
/// every millisecond. In contrast to one-sided counters, this works with every network and without progress threads of
/// MPI. A request of rank 0 itself needs no message.
class RequestServer {
 public:
  /// Called on rank 0 only, one call at a time; returns the reply. An exception is thrown again by the
  /// ask() of the rank that asked.
  using Answer = std::function<std::string(int rank, std::string const& request)>;
  /// Called on the thread of rank 0 about every second, never at the same time as an Answer.
  using Idle = std::function<void()>;

  /// Collective. Throws CallError when the program has initialised MPI without MPI_THREAD_MULTIPLE.
  RequestServer(World const& world, Answer answer, Idle idle);
  /// Collective, after close().
  ~RequestServer();
  RequestServer(RequestServer const&) = delete;
  RequestServer& operator=(RequestServer const&) = delete;

  /// May be called by any thread of any rank. Throws CallError with the text of an error that Answer threw on rank 0.
  std::string ask(std::string const& request);

  /// Collective, after the last ask() of all ranks.
  void close();

 private:
  void serve(std::stop_token const& stop);
  bool serve_one();
  std::string answer(int rank, std::string const& request);

  World const& world_;
  Answer answer_;
  Idle idle_;
  MPI_Comm request_communicator_ = MPI_COMM_NULL;  ///< for requests and replies only
  std::mutex ask_mutex_;                           ///< one request of this rank at a time
  std::mutex answer_mutex_;                        ///< one call of answer_ or idle_ at a time
  std::jthread thread_;
  bool closed_ = false;  ///< close() was called
};

}  // namespace ptyger::comm
