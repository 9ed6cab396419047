// NCCL: groups of calls and their work on streams.
#include <algorithm>
#include <utility>

#include "tests/gpu_double/nccl_entry.hpp"

namespace ptyger::gpu_double {
namespace {

thread_local Group group;

/// Checks a call and appends it to the open group of this thread.
ncclResult_t enqueue(char const* function, ncclComm_t handle, cudaStream_t stream, Operation operation) {
  ncclResult_t result = ncclSuccess;
  if (fails(function, result, operation.fault)) return result;
  auto const communicator = find(handle, function);
  if (communicator == nullptr) return ncclInvalidUsage;
  auto const& [from, to, count, type, number] = operation.operand;
  bool const is_sum = operation.kind == Operation::Kind::sum;
  if (group.depth == 0) return invalid_usage(std::string(function) + " outside of a group");
  if (group.begins_communicators)
    return invalid_usage(std::string(function) + " in the group that begins communicators");
  if (!is_live(stream)) return invalid_usage(std::string(function) + " on a stream that does not exist");
  if (stream->gpu != communicator->gpu) return invalid_usage(std::string(function) + " on the stream of another GPU");
  if (type != ncclFloat && type != ncclDouble) return invalid_usage(std::string(function) + " of an unknown type");
  if (count == 0 || (from == nullptr && to == nullptr)) return invalid_usage(std::string(function) + " of nothing");
  if (!is_sum &&
      (operation.peer < 0 || operation.peer >= communicator->world->ranks || operation.peer == communicator->rank))
    return invalid_usage(std::string(function) + " with a peer that is none");
  {
    std::scoped_lock const lock(communicator->world->mutex);
    if (communicator->busy_queries > 0)
      return invalid_usage(std::string(function) + " while the communicator is in progress");
  }
  if (operation.kind != Operation::Kind::receive)
    count_bytes_given(communicator->rank,
                      static_cast<std::int64_t>(count * (type == ncclFloat ? sizeof(float) : sizeof(double))));
  group.queue.push_back({communicator, stream, std::move(operation)});
  return ncclSuccess;
}

/// Gives each stream of a finished group one job with the calls of its communicator, in order. hangs: the group never
/// starts.
void launch(std::vector<Queued> const& queue, bool hangs) {
  std::vector<Communicator> communicators;
  for (auto const& queued : queue)
    if (std::find(communicators.begin(), communicators.end(), queued.communicator) == communicators.end())
      communicators.push_back(queued.communicator);
  for (auto const& communicator : communicators) {
    std::vector<Operation> operations;
    cudaStream_t stream = nullptr;
    std::scoped_lock const lock(communicator->world->mutex);
    for (auto const& queued : queue) {
      if (queued.communicator != communicator) continue;
      if (stream != nullptr && queued.stream != stream) invalid_usage("two streams for one communicator in a group");
      stream = queued.stream;
      operations.push_back(queued.operation);
      operations.back().operand.group = communicator->groups;
      if (queued.operation.kind == Operation::Kind::sum) operations.back().number = communicator->reductions++;
    }
    ++communicator->groups;
    communicator->busy_queries = 3;
    communicator->hangs = hangs;
    if (hangs) continue;
    ++communicator->pending;
    stream->push([communicator, operations] { perform(communicator, operations); });
  }
}

}  // namespace

Group& open_group() {
  return group;
}

}  // namespace ptyger::gpu_double

using namespace ptyger::gpu_double;

extern "C" {

ncclResult_t ncclGroupStart() {
  ncclResult_t result = ncclSuccess;
  if (fails("ncclGroupStart", result)) return result;
  if (group.depth > 0) invalid_usage("ncclGroupStart inside a group: an earlier one was not ended");
  ++group.depth;
  return ncclSuccess;
}

ncclResult_t ncclGroupEnd() {
  ncclResult_t result = ncclSuccess;
  Fault fault;
  bool const failing = fails("ncclGroupEnd", result, fault);
  if (group.depth == 0) return invalid_usage("ncclGroupEnd without ncclGroupStart");
  if (--group.depth > 0) return ncclSuccess;
  auto const queue = std::exchange(group.queue, {});
  bool const begins_communicators = std::exchange(group.begins_communicators, false);
  if (failing) return result;
  launch(queue, fault.kind == Fault::Kind::hang);
  return begins_communicators || !queue.empty() ? ncclInProgress : ncclSuccess;
}

ncclResult_t ncclSend(void const* sendbuff, size_t count, ncclDataType_t datatype, int peer, ncclComm_t comm,
                      cudaStream_t stream) {
  return enqueue("ncclSend", comm, stream,
                 {Operation::Kind::send, {sendbuff, nullptr, count, datatype, 0}, peer, Fault{}});
}

ncclResult_t ncclRecv(void* recvbuff, size_t count, ncclDataType_t datatype, int peer, ncclComm_t comm,
                      cudaStream_t stream) {
  return enqueue("ncclRecv", comm, stream,
                 {Operation::Kind::receive, {nullptr, recvbuff, count, datatype, 0}, peer, Fault{}});
}

ncclResult_t ncclAllReduce(void const* sendbuff, void* recvbuff, size_t count, ncclDataType_t datatype, ncclRedOp_t op,
                           ncclComm_t comm, cudaStream_t stream) {
  if (op != ncclSum) return invalid_usage("ncclAllReduce of something else than a sum");
  return enqueue("ncclAllReduce", comm, stream,
                 {Operation::Kind::sum, {sendbuff, recvbuff, count, datatype, 0}, 0, Fault{}});
}

}  // extern "C"
