#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "comm/world.hpp"

namespace ptyger::comm {

/// Questions of all ranks, answered by rank 0 while it computes: a small thread there looks every millisecond for
/// requests on a communicator of its own. Works with every network and without progress threads of MPI, which one-sided
/// counters do not. What rank 0 asks itself needs no message.
class RequestServer {
 public:
  /// Called on rank 0 only, one at a time. What it throws is thrown by the ask() that it answers.
  using Answer = std::function<std::string(int rank, std::string const& request)>;
  /// Called on rank 0's thread about every second, one at a time with answers.
  using Idle = std::function<void()>;

  /// Collective.
  RequestServer(World const& world, Answer answer, Idle idle);
  /// Collective, after close().
  ~RequestServer();
  RequestServer(RequestServer const&) = delete;
  RequestServer& operator=(RequestServer const&) = delete;

  /// From any thread of any rank. Throws CallError with what the answer threw on rank 0.
  std::string ask(std::string const& request);

  /// Collective, once no rank will ask any more.
  void close();

 private:
  void serve(std::stop_token const& stop);
  bool serve_one();
  std::string answer(int rank, std::string const& request);

  World const& world_;
  Answer answer_;
  Idle idle_;
  MPI_Comm private_ = MPI_COMM_NULL;
  std::mutex asking_;     ///< one question of a rank at a time
  std::mutex answering_;  ///< one answer at a time
  std::jthread thread_;
  bool closed_ = false;
};

}  // namespace ptyger::comm
