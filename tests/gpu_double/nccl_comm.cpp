// NCCL: creation and end of communicators.
#include <cstring>
#include <utility>

#include "tests/gpu_double/nccl_entry.hpp"

namespace ptyger::gpu_double {
namespace {

/// All communicators of this process.
struct Registry {
  std::mutex mutex;
  std::map<ncclComm*, Communicator> live;
  std::map<ncclComm*, Communicator> ended;       ///< ended communicators, so that no address is used twice
  std::map<int, std::shared_ptr<World>> worlds;  ///< [unique id]
  int ids = 0;                                   ///< number of unique ids given out
};
Registry& registry() {
  static Registry instance;
  return instance;
}

thread_local std::string last_error;

/// Moves a communicator from the live to the ended ones.
void end_communicator(ncclComm_t handle) {
  std::scoped_lock const lock(registry().mutex);
  registry().ended.insert(registry().live.extract(handle));
  count_communicators(-1);
}

/// Creates the communicator of a rank. hangs: its creation never ends.
ncclResult_t join(ncclComm_t* handle, int ranks, ncclUniqueId const& id, int rank, bool hangs) {
  int number = 0;
  std::memcpy(&number, id.internal, sizeof(number));
  std::scoped_lock const lock(registry().mutex);
  if (number <= 0 || number > registry().ids) return invalid_usage("ncclCommInitRankConfig with an id that never was");
  auto& world = registry().worlds[number];
  if (world == nullptr) world = std::make_shared<World>(ranks);
  std::scoped_lock const inside(world->mutex);
  if (world->ranks != ranks || rank < 0 || rank >= ranks || !world->joined.insert(rank).second)
    return invalid_usage("ncclCommInitRankConfig with a wrong rank or number of ranks");
  if (!world->rank_gpus.insert(current_gpu()).second) return invalid_usage("two ranks on one GPU");
  auto const communicator = std::make_shared<ncclComm>();
  communicator->world = world;
  communicator->rank = rank;
  communicator->gpu = current_gpu();
  communicator->hangs = hangs;
  registry().live[communicator.get()] = communicator;
  count_communicators(1);
  *handle = communicator.get();
  return ncclInProgress;
}

/// Result of ncclCommGetAsyncError().
ncclResult_t state_of(ncclComm const& communicator) {
  auto const& world = *communicator.world;
  if (communicator.error != ncclSuccess) return communicator.error;
  if (world.broken) return ncclRemoteError;
  bool const ranks_missing = static_cast<int>(world.joined.size()) < world.ranks;
  bool const closing = communicator.finalizing && (communicator.pending > 0 || world.finalizing < world.ranks);
  return communicator.hangs || ranks_missing || closing || communicator.busy_queries > 0 ? ncclInProgress : ncclSuccess;
}

}  // namespace

ncclResult_t invalid_usage(std::string const& what) {
  last_error = what;
  record_violation(what);
  return ncclInvalidUsage;
}

Communicator find(ncclComm_t handle, char const* function) {
  std::scoped_lock const lock(registry().mutex);
  if (auto const found = registry().live.find(handle); found != registry().live.end()) return found->second;
  bool const ended = registry().ended.contains(handle);
  invalid_usage(std::string(function) +
                (ended ? " of a communicator that was destroyed or aborted" : " of a communicator that never was"));
  return nullptr;
}

bool fails(char const* function, ncclResult_t& result, Fault& fault) {
  fault = enter(function);
  result = static_cast<ncclResult_t>(fault.code);
  if (fault.kind == Fault::Kind::fail) last_error = std::string(function) + " was told to fail";
  return fault.kind == Fault::Kind::fail;
}

bool fails(char const* function, ncclResult_t& result) {
  Fault fault;
  if (fails(function, result, fault)) return true;
  if (fault.kind == Fault::Kind::delay) std::this_thread::sleep_for(fault.time);
  return false;
}

void forget_communicators() {
  std::scoped_lock const lock(registry().mutex);
  registry().ended.clear();
  registry().worlds.clear();
}

}  // namespace ptyger::gpu_double

using namespace ptyger::gpu_double;

extern "C" {

char const* ncclGetErrorString(ncclResult_t result) {
  enter("ncclGetErrorString");
  switch (result) {
    case ncclSuccess:
      return "no error";
    case ncclUnhandledCudaError:
      return "unhandled cuda error";
    case ncclSystemError:
      return "unhandled system error";
    case ncclInvalidUsage:
      return "invalid usage";
    case ncclRemoteError:
      return "remote process exited or there was a network error";
    case ncclInProgress:
      return "NCCL operation in progress";
    default:
      return "another error of NCCL";
  }
}

char const* ncclGetLastError(ncclComm_t) {
  enter("ncclGetLastError");
  return last_error.c_str();
}

ncclResult_t ncclGetUniqueId(ncclUniqueId* id) {
  ncclResult_t result = ncclSuccess;
  if (fails("ncclGetUniqueId", result)) return result;
  std::scoped_lock const lock(registry().mutex);
  int const number = ++registry().ids;
  std::memset(id->internal, 0, sizeof(id->internal));
  std::memcpy(id->internal, &number, sizeof(number));
  return ncclSuccess;
}

ncclResult_t ncclCommInitRankConfig(ncclComm_t* comm, int nranks, ncclUniqueId commId, int rank, ncclConfig_t* config) {
  ncclResult_t result = ncclSuccess;
  Fault fault;
  if (fails("ncclCommInitRankConfig", result, fault)) return result;
  if (fault.kind == Fault::Kind::delay) std::this_thread::sleep_for(fault.time);
  if (config == nullptr || config->blocking != 0)
    return invalid_usage("ncclCommInitRankConfig of a communicator that blocks: nothing would end a wait");
  if (open_group().depth == 0) return invalid_usage("ncclCommInitRankConfig outside of a group");
  if (!open_group().queue.empty()) return invalid_usage("ncclCommInitRankConfig in a group with messages");
  open_group().begins_communicators = true;
  return join(comm, nranks, commId, rank, fault.kind == Fault::Kind::hang);
}

ncclResult_t ncclCommGetAsyncError(ncclComm_t comm, ncclResult_t* asyncError) {
  ncclResult_t result = ncclSuccess;
  if (fails("ncclCommGetAsyncError", result)) return result;
  auto const communicator = find(comm, "ncclCommGetAsyncError");
  if (communicator == nullptr) return ncclInvalidUsage;
  if (open_group().depth > 0) return invalid_usage("ncclCommGetAsyncError inside a group");
  std::scoped_lock const lock(communicator->world->mutex);
  *asyncError = state_of(*communicator);
  if (communicator->busy_queries > 0) --communicator->busy_queries;
  return ncclSuccess;
}

ncclResult_t ncclCommFinalize(ncclComm_t comm) {
  ncclResult_t result = ncclSuccess;
  Fault fault;
  if (fails("ncclCommFinalize", result, fault)) return result;
  auto const communicator = find(comm, "ncclCommFinalize");
  if (communicator == nullptr) return ncclInvalidUsage;
  std::scoped_lock const lock(communicator->world->mutex);
  if (communicator->finalizing) return invalid_usage("ncclCommFinalize a second time");
  communicator->finalizing = true;
  communicator->hangs = fault.kind == Fault::Kind::hang;
  communicator->busy_queries = 3;
  ++communicator->world->finalizing;
  return ncclInProgress;
}

ncclResult_t ncclCommDestroy(ncclComm_t comm) {
  ncclResult_t result = ncclSuccess;
  if (fails("ncclCommDestroy", result)) return result;
  auto const communicator = find(comm, "ncclCommDestroy");
  if (communicator == nullptr) return ncclInvalidUsage;
  {
    std::scoped_lock const lock(communicator->world->mutex);
    if (!communicator->finalizing || state_of(*communicator) != ncclSuccess)
      invalid_usage("ncclCommDestroy before ncclCommFinalize has ended");
    for (auto const& [pair, sends] : communicator->world->sends)
      if (pair.first == communicator->rank && !sends.empty())
        invalid_usage("rank " + std::to_string(pair.first) + " has sent what rank " + std::to_string(pair.second) +
                      " never received");
  }
  end_communicator(comm);
  return ncclSuccess;
}

ncclResult_t ncclCommAbort(ncclComm_t comm) {
  ncclResult_t result = ncclSuccess;
  if (fails("ncclCommAbort", result)) return result;
  auto const communicator = find(comm, "ncclCommAbort");
  if (communicator == nullptr) return ncclInvalidUsage;
  if (open_group().depth == 0 && communicator->world->ranks > 1)
    invalid_usage("ncclCommAbort of one of several communicators outside of a group");
  {
    std::scoped_lock const lock(communicator->world->mutex);
    communicator->aborted = true;
    communicator->world->broken = true;
    communicator->world->changed.notify_all();
  }
  end_communicator(comm);
  return ncclSuccess;
}

}  // extern "C"
