#pragma once

#include <nccl.h>

#include <memory>

#include "tests/nccl_double/nccl_double_state.hpp"

/// Messages between ranks. Not for tests.
namespace ptyger::nccl_double {

/// One send, from its start on the stream of the sender until the receiver has copied the data.
struct Transfer {
  void const* data;
  std::size_t count;
  ncclDataType_t type;
  long group;  ///< number of groups of calls that the rank put on its stream before
  bool taken = false;
};

struct Operand {
  void const* from;
  void* to;
  std::size_t count;
  ncclDataType_t type;
  long group;
};

/// One all-reduce.
struct Reduction {
  std::map<int, Operand> operands;  ///< [rank]
  bool done = false;
};

/// State that the ranks of one unique id share.
struct World {
  explicit World(int size) : ranks(size) {}
  int const ranks;
  std::mutex mutex;  ///< guards the members below and the communicators
  std::condition_variable changed;
  std::set<int> joined;                                                        ///< ranks
  std::set<int> on_gpus;                                                       ///< GPUs of the ranks
  int finalizing = 0;                                                          ///< number of ranks that finalise
  bool broken = false;                                                         ///< a communicator was aborted or failed
  std::map<std::pair<int, int>, std::deque<std::shared_ptr<Transfer>>> sends;  ///< [from, to]
  std::map<long, Reduction> reductions;                                        ///< [number]
};

/// One call that was put on a stream.
struct Operation {
  enum class Kind { send, receive, sum };
  Kind kind;
  Operand operand;
  int peer;
  Fault fault;
  long number = 0;  ///< number of an all-reduce
  std::shared_ptr<Transfer> transfer = {};
};

}  // namespace ptyger::nccl_double

struct ncclComm {
  std::shared_ptr<ptyger::nccl_double::World> world;
  int rank;
  int gpu;
  // guarded by world->mutex
  ncclResult_t error = ncclSuccess;
  int busy_queries = 3;  ///< number of queries that it still answers with "in progress"
  bool stuck = false;    ///< in progress without end
  bool aborted = false;
  bool finalizing = false;
  int pending = 0;      ///< groups on the stream
  long groups = 0;      ///< so far
  long reductions = 0;  ///< so far
};

namespace ptyger::nccl_double {

/// Runs the work of one communicator in one group of calls on the thread of its stream: first posts all operations,
/// then waits for them.
void perform(std::shared_ptr<ncclComm> const& communicator, std::vector<Operation> operations);

}  // namespace ptyger::nccl_double
