#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ptyger/options.hpp"

struct ncclComm;
struct CUstream_st;

namespace ptyger::comm {

/// One call of NCCL for one device.
struct NcclMessage {
  enum class Kind { send, receive, sum };
  Kind kind = Kind::send;
  void* data = nullptr;          ///< memory of the device; a sum is made in place
  std::int64_t reals = 0;        ///< numbers, at least one; a complex number is two
  int peer = 0;                  ///< the device to send to or to receive from; means nothing for a sum
  std::int64_t* sent = nullptr;  ///< what a send or a sum gives to NCCL is added here, bytes; may be null
};

/// One NCCL communicator for each device of this process, and every call of NCCL. Nothing here waits without an end: at
/// an error or a timeout all communicators are aborted, once, and from then on every call throws.
class NcclGroup {
 public:
  struct Member {
    int gpu;              ///< number of the GPU in the CUDA runtime; no two members share one
    CUstream_st* stream;  ///< what the device computes on
  };
  /// members: [device]. timeout: of every wait. Throws CallError with the device and the call.
  NcclGroup(std::vector<Member> members, std::chrono::milliseconds timeout);
  NcclGroup(NcclGroup const&) = delete;
  NcclGroup& operator=(NcclGroup const&) = delete;
  /// Only while no thread is inside and the streams are idle.
  ~NcclGroup();

  /// Puts the messages of all devices, [device][message], on their streams, as one group of calls. To be called by one
  /// thread while no other is inside. step: "gather", for error messages; must live until the last wait. Throws
  /// CallError with the device, the step and the call.
  void issue(char const* step, Precision precision, std::span<std::span<NcclMessage const> const> messages);

  /// Returns when the stream of a device has done all that it was given. To be called by the thread of each device.
  /// Throws CallError with the device and the step on the device that finds an error or the end of its patience first,
  /// TeamBroken on the others.
  void wait(int device);

  [[nodiscard]] int size() const { return static_cast<int>(members_.size()); }

 private:
  /// what failed, in words
  using Failure = std::optional<std::string>;
  Failure connect();
  Failure close();
  Failure launch(Precision precision, std::span<std::span<NcclMessage const> const> messages);
  Failure wait_until_done(char const* call) const;
  [[nodiscard]] std::string failing_device(std::size_t noticed, int result, char const* call) const;
  [[nodiscard]] std::string too_late(std::size_t device, char const* call) const;
  void abort_all() noexcept;
  void throw_if_broken() const;
  [[noreturn]] void give_up(std::string const& why);

  std::vector<Member> members_;
  std::chrono::milliseconds timeout_;
  char const* step_ = "set-up";
  std::vector<ncclComm*> communicators_;  ///< [device]; null when aborted
  std::mutex mutex_;                      ///< of the communicators while the devices wait, and of:
  bool broken_ = false;
  std::string why_;
};

}  // namespace ptyger::comm
