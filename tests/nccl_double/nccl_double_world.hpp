#pragma once

#include <nccl.h>

#include <memory>

#include "tests/nccl_double/nccl_double_state.hpp"

/// The communication itself. Not for tests.
namespace ptyger::nccl_double {

/// One send, from when the stream of the sender comes to it until the receiver has taken it.
struct Transfer {
  void const* data;
  std::size_t count;
  ncclDataType_t type;
  long group;  ///< how many groups of calls the rank had put on its stream before
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

/// What the ranks of one unique id share.
struct World {
  explicit World(int size) : ranks(size) {}
  int const ranks;
  std::mutex mutex;  ///< of everything below and of the communicators
  std::condition_variable changed;
  std::set<int> joined;                                                        ///< ranks
  std::set<int> on_gpus;                                                       ///< of the ranks
  int finalizing = 0;                                                          ///< ranks
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
  long number = 0;  ///< of a sum
  std::shared_ptr<Transfer> transfer = {};
};

}  // namespace ptyger::nccl_double

struct ncclComm {
  std::shared_ptr<ptyger::nccl_double::World> world;
  int rank;
  int gpu;
  // guarded by world->mutex
  ncclResult_t error = ncclSuccess;
  int busy_looks = 3;  ///< how often it still answers that it is in progress
  bool stuck = false;  ///< in progress for ever
  bool aborted = false;
  bool finalizing = false;
  int pending = 0;      ///< groups on the stream
  long groups = 0;      ///< so far
  long reductions = 0;  ///< so far
};

namespace ptyger::nccl_double {

/// The work of one communicator in one group of calls, on the thread of its stream: everything is posted first, then
/// waited for.
void perform(std::shared_ptr<ncclComm> const& communicator, std::vector<Operation> operations);

}  // namespace ptyger::nccl_double
