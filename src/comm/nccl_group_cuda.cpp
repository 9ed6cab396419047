#include "comm/nccl_group.hpp"

#include <cuda_runtime_api.h>
#include <fmt/format.h>
#include <nccl.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "device/rendezvous.hpp"

namespace ptyger::comm {
namespace {

/// Whether a call was accepted. The calls of a non-blocking communicator end later, with the result that
/// ncclCommGetAsyncError gives.
bool accepted(ncclResult_t result) {
  return result == ncclSuccess || result == ncclInProgress;
}

std::string error_text(ncclResult_t result, ncclComm_t communicator) {
  auto const* detail = ncclGetLastError(communicator);
  if (detail == nullptr || *detail == '\0') return ncclGetErrorString(result);
  return fmt::format("{} ({})", ncclGetErrorString(result), detail);
}

ncclDataType_t type_of(Precision precision) {
  return precision == Precision::single ? ncclFloat : ncclDouble;
}

std::int64_t bytes_of(Precision precision) {
  return static_cast<std::int64_t>(precision == Precision::single ? sizeof(float) : sizeof(double));
}

/// Result of the calls so far.
ncclResult_t state_of(ncclComm_t communicator) {
  auto state = ncclSuccess;
  auto const query = ncclCommGetAsyncError(communicator, &state);
  return query == ncclSuccess ? state : query;
}

/// Pauses between two polls: short pauses at first, longer ones when an exchange takes long.
class Pauses {
 public:
  explicit Pauses(std::chrono::milliseconds timeout) : timeout_(timeout) {}
  /// Returns false, without a pause, once the timeout is over.
  bool pause() const {
    auto const waited = std::chrono::steady_clock::now() - begin_;
    if (waited >= timeout_) return false;
    if (waited < std::chrono::milliseconds(2))
      std::this_thread::yield();
    else
      std::this_thread::sleep_for(std::chrono::microseconds(20));
    return true;
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::chrono::milliseconds timeout_;
};

ncclResult_t call(NcclMessage const& message, Precision precision, ncclComm_t communicator, cudaStream_t stream) {
  auto const count = static_cast<std::size_t>(message.reals);
  auto const type = type_of(precision);
  switch (message.kind) {
    case NcclMessage::Kind::send:
      return ncclSend(message.data, count, type, message.peer, communicator, stream);
    case NcclMessage::Kind::receive:
      return ncclRecv(message.data, count, type, message.peer, communicator, stream);
    case NcclMessage::Kind::sum:
      // For the same devices, links and count, NCCL sums in the same order every time and gives every device one
      // result.
      return ncclAllReduce(message.data, message.data, count, type, ncclSum, communicator, stream);
  }
  return ncclInvalidArgument;
}

/// The call for a message, such as "ncclSend of 40 floats to device 2".
std::string call_text(NcclMessage const& message, Precision precision) {
  auto const what = fmt::format("{} {}", message.reals, precision == Precision::single ? "floats" : "doubles");
  if (message.kind == NcclMessage::Kind::send) return fmt::format("ncclSend of {} to device {}", what, message.peer);
  if (message.kind == NcclMessage::Kind::receive)
    return fmt::format("ncclRecv of {} from device {}", what, message.peer);
  return fmt::format("ncclAllReduce of {}", what);
}

}  // namespace

NcclGroup::NcclGroup(device::Team const& team, std::vector<Member> members, std::chrono::milliseconds timeout)
    : team_(team), members_(std::move(members)), timeout_(timeout), communicators_(members_.size(), nullptr) {
  auto failure = connect();
  if (!failure) failure = wait_until_done("ncclCommInitRankConfig");
  if (!failure) return;
  abort_all();
  throw CallError(*failure);
}

NcclGroup::Failure NcclGroup::connect() {
  ncclUniqueId id;
  if (auto const result = ncclGetUniqueId(&id); result != ncclSuccess)
    return fmt::format("NCCL, {}: ncclGetUniqueId: {}", step_, error_text(result, nullptr));
  int previous_gpu = 0;
  if (auto const status = cudaGetDevice(&previous_gpu); status != cudaSuccess)
    return fmt::format("NCCL, {}: cudaGetDevice: {}", step_, cudaGetErrorString(status));
  if (auto const result = ncclGroupStart(); result != ncclSuccess)
    return fmt::format("NCCL, {}: ncclGroupStart: {}", step_, error_text(result, nullptr));

  Failure failure;
  for (std::size_t place = 0; place < members_.size() && !failure; ++place) {
    ncclConfig_t config = NCCL_CONFIG_INITIALIZER;
    config.blocking = 0;
    if (auto const status = cudaSetDevice(members_[place].gpu); status != cudaSuccess) {
      failure = fmt::format("NCCL, {}, device {}: cudaSetDevice({}): {}", step_, number(place), members_[place].gpu,
                            cudaGetErrorString(status));
      break;
    }
    auto const result = ncclCommInitRankConfig(&communicators_[place], team_.total, id, number(place), &config);
    if (!accepted(result))
      failure = fmt::format("NCCL, {}, device {}: ncclCommInitRankConfig: {}", step_, number(place),
                            error_text(result, communicators_[place]));
  }
  // An open group must be closed, also after an error.
  auto const end = ncclGroupEnd();
  if (!failure && !accepted(end)) failure = fmt::format("NCCL, {}: ncclGroupEnd: {}", step_, error_text(end, nullptr));
  auto const status = cudaSetDevice(previous_gpu);
  if (!failure && status != cudaSuccess)
    failure = fmt::format("NCCL, {}: cudaSetDevice({}): {}", step_, previous_gpu, cudaGetErrorString(status));
  return failure;
}

NcclGroup::~NcclGroup() {
  if (broken_) return;
  if (close()) abort_all();
}

NcclGroup::Failure NcclGroup::close() {
  for (auto* communicator : communicators_)
    if (auto const result = ncclCommFinalize(communicator); !accepted(result)) return error_text(result, communicator);
  if (auto const failure = wait_until_done("ncclCommFinalize")) return failure;
  for (auto*& communicator : communicators_) static_cast<void>(ncclCommDestroy(std::exchange(communicator, nullptr)));
  return {};
}

void NcclGroup::issue(char const* step, Precision precision, std::span<std::span<NcclMessage const> const> messages) {
  throw_if_broken();
  step_ = step;
  auto failure = launch(precision, messages);
  if (!failure) failure = wait_until_done("ncclGroupEnd");
  if (failure) give_up(*failure);
}

NcclGroup::Failure NcclGroup::launch(Precision precision, std::span<std::span<NcclMessage const> const> messages) {
  if (auto const result = ncclGroupStart(); result != ncclSuccess)
    return fmt::format("NCCL, {}: ncclGroupStart: {}", step_, error_text(result, nullptr));
  Failure failure;
  for (std::size_t place = 0; place < messages.size() && !failure; ++place) {
    auto* const communicator = communicators_[place];
    for (auto const& message : messages[place]) {
      if (auto const result = call(message, precision, communicator, members_[place].stream); !accepted(result)) {
        failure = fmt::format("NCCL, {}, device {}: {}: {}", step_, number(place), call_text(message, precision),
                              error_text(result, communicator));
        break;
      }
      if (message.sent != nullptr && message.kind != NcclMessage::Kind::receive)
        *message.sent += message.reals * bytes_of(precision);
    }
  }
  auto const end = ncclGroupEnd();
  if (!failure && !accepted(end)) failure = failing_device(members_.size(), end, "ncclGroupEnd");
  return failure;
}

/// Waits until the calls of all communicators have ended on the host; their work on the streams may go on.
NcclGroup::Failure NcclGroup::wait_until_done(char const* call) const {
  for (Pauses const pauses(timeout_);;) {
    auto unfinished = members_.size();
    for (std::size_t place = 0; place < members_.size(); ++place) {
      auto const state = state_of(communicators_[place]);
      if (!accepted(state)) return failing_device(place, state, "ncclCommGetAsyncError");
      if (state == ncclInProgress) unfinished = std::min(unfinished, place);
    }
    if (unfinished == members_.size()) return {};
    if (!pauses.pause()) return timeout_text(unfinished, call);
  }
}

/// Text of an error that names the device that failed, not a device that only lost its peer. noticed: place of the
/// device where `call` gave the error `result`; members_.size() for a call for all devices.
std::string NcclGroup::failing_device(std::size_t noticed, int result, char const* call) const {
  for (std::size_t place = 0; place < members_.size(); ++place) {
    auto const state = state_of(communicators_[place]);
    if (accepted(state) || state == ncclRemoteError) continue;
    noticed = place;
    result = state;
    call = "ncclCommGetAsyncError";
    break;
  }
  if (noticed == members_.size())
    return fmt::format("NCCL, {}: {}: {}", step_, call, error_text(static_cast<ncclResult_t>(result), nullptr));
  return fmt::format("NCCL, {}, device {}: {}: {}", step_, number(noticed), call,
                     error_text(static_cast<ncclResult_t>(result), communicators_[noticed]));
}

std::string NcclGroup::timeout_text(std::size_t place, char const* call) const {
  return fmt::format("NCCL, {}, device {}: {} has not ended after {:.3g} s", step_, number(place), call,
                     std::chrono::duration<double>(timeout_).count());
}

void NcclGroup::wait(std::size_t place) {
  for (Pauses const pauses(timeout_);;) {
    // The stream is queried before throw_if_broken(): the stream of an aborted communicator becomes idle, too.
    auto const stream = cudaStreamQuery(members_[place].stream);
    Failure failure;
    auto state = ncclSuccess;
    {
      std::scoped_lock const lock(mutex_);
      throw_if_broken();
      state = state_of(communicators_[place]);
      if (!accepted(state)) failure = failing_device(place, state, "ncclCommGetAsyncError");
    }
    if (!failure && stream != cudaSuccess && stream != cudaErrorNotReady)
      failure =
          fmt::format("NCCL, {}, device {}: cudaStreamQuery: {}", step_, number(place), cudaGetErrorString(stream));
    if (!failure && stream == cudaSuccess && state == ncclSuccess) return;
    if (!failure && !pauses.pause()) failure = timeout_text(place, "the work on its stream");
    if (failure) give_up(*failure);
  }
}

/// Aborts in one group, because each abort waits for the aborts of the other communicators of this process.
void NcclGroup::abort_all() noexcept {
  static_cast<void>(ncclGroupStart());
  for (auto*& communicator : communicators_)
    if (communicator != nullptr) static_cast<void>(ncclCommAbort(std::exchange(communicator, nullptr)));
  static_cast<void>(ncclGroupEnd());
}

void NcclGroup::throw_if_broken() const {
  if (broken_) throw device::TeamBroken(failure_text_);
}

/// The first device that gives up aborts the communicators of all.
void NcclGroup::give_up(std::string const& why) {
  std::scoped_lock const lock(mutex_);
  throw_if_broken();
  failure_text_ = why;
  broken_ = true;
  abort_all();
  throw CallError(why);
}

}  // namespace ptyger::comm
