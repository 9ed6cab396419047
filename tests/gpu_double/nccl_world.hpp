#pragma once

#include <nccl.h>

#include <memory>
#include <set>

#include "tests/gpu_double/state.hpp"

/// Messages between ranks. Not for tests.
namespace ptyger::gpu_double {

/// One send, from its start on the stream of the sender until the receiver has copied the data.
struct Transfer {
  void const* data;
  std::size_t count;
  ncclDataType_t type;
  long group;          ///< number of groups of calls that the sender put on its stream before
  bool taken = false;  ///< the receiver has copied the data
};

/// Data of a call.
struct Operand {
  void const* from;   ///< null for a receive
  void* to;           ///< null for a send
  std::size_t count;  ///< number of values
  ncclDataType_t type;
  long group;  ///< number of groups of calls that the rank put on its stream before
};

/// One all-reduce.
struct Reduction {
  std::map<int, Operand> operands;  ///< [rank] of the ranks that have made the call
  bool done = false;                ///< all ranks have the sum
};

/// State that the ranks of one unique id share.
struct World {
  explicit World(int size) : ranks(size) {}
  int const ranks;
  std::mutex mutex;  ///< guards the members below and the communicators
  std::condition_variable changed;
  std::set<int> joined;     ///< ranks that have a communicator
  std::set<int> rank_gpus;  ///< GPUs of these ranks
  int finalizing = 0;       ///< number of ranks that have called ncclCommFinalize()
  bool broken = false;      ///< a communicator was aborted or failed
  std::map<std::pair<int, int>, std::deque<std::shared_ptr<Transfer>>> sends;  ///< [from, to] not received
  std::map<long, Reduction> reductions;                                        ///< [number of the all-reduce]
};

/// One call that was put on a stream.
struct Operation {
  enum class Kind { send, receive, sum };
  Kind kind;
  Operand operand;
  int peer;  ///< rank to send to or to receive from
  Fault fault;
  long number = 0;                          ///< number of an all-reduce
  std::shared_ptr<Transfer> transfer = {};  ///< of a send
};

}  // namespace ptyger::gpu_double

/// The communicator of one rank.
struct ncclComm {
  std::shared_ptr<ptyger::gpu_double::World> world;
  int rank;
  int gpu;
  // guarded by world->mutex
  ncclResult_t error = ncclSuccess;
  int busy_queries = 3;  ///< number of next ncclCommGetAsyncError() calls that find it in progress
  bool hangs = false;    ///< in progress without end, because a test told a call to hang
  bool aborted = false;
  bool finalizing = false;
  int pending = 0;      ///< groups of calls on the stream that have not ended
  long groups = 0;      ///< groups of calls put on the stream so far
  long reductions = 0;  ///< all-reduces put on the stream so far
};

namespace ptyger::gpu_double {

/// Runs the work of one communicator in one group of calls on the thread of its stream: first posts all operations,
/// then waits for them.
void perform(std::shared_ptr<ncclComm> const& communicator, std::vector<Operation> operations);

}  // namespace ptyger::gpu_double
