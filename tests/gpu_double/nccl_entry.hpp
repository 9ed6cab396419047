#pragma once

#include "tests/gpu_double/nccl_world.hpp"

/// Helpers of the entry points of NCCL. Not for tests.
namespace ptyger::gpu_double {

using Communicator = std::shared_ptr<ncclComm>;

/// A call in an open group.
struct Queued {
  Communicator communicator;
  cudaStream_t stream;
  Operation operation;
};

/// The open group of a thread.
struct Group {
  int depth = 0;                      ///< calls of ncclGroupStart() without their ncclGroupEnd()
  bool begins_communicators = false;  ///< the group has a call of ncclCommInitRankConfig()
  std::vector<Queued> queue;
};
Group& open_group();

/// Records a violation and returns ncclInvalidUsage.
ncclResult_t invalid_usage(std::string const& what);
/// The communicator of a handle; null, with a record of a violation, when the communicator has ended.
Communicator find(ncclComm_t handle, char const* function);
/// Counts a call. Returns true when a test has told the call to fail, and sets `result`.
bool fails(char const* function, ncclResult_t& result, Fault& fault);
/// fails() for a call that puts no work on a stream: waits here when a test has told the call to take longer.
bool fails(char const* function, ncclResult_t& result);

}  // namespace ptyger::gpu_double
