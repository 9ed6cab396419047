#pragma once

#include "tests/nccl_double/nccl_double_world.hpp"

/// Helpers of the entry points of NCCL. Not for tests.
namespace ptyger::nccl_double {

using Communicator = std::shared_ptr<ncclComm>;

struct Queued {
  Communicator communicator;
  cudaStream_t stream;
  Operation operation;
};

/// The open group of a thread.
struct Group {
  int depth = 0;
  bool begins = false;  ///< communicators
  std::vector<Queued> queue;
};
Group& open_group();

/// Records a violation; ncclInvalidUsage.
ncclResult_t offence(std::string const& what);
/// The communicator behind a handle; null and a violation if it has ended.
Communicator find(ncclComm_t handle, char const* function);
/// Counts a call. true: it was told to fail with this result.
bool fails(char const* function, ncclResult_t& result, Fault& fault);
/// Like the above, for a call that puts nothing on a stream: it takes its time itself.
bool fails(char const* function, ncclResult_t& result);

}  // namespace ptyger::nccl_double
