#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "device/team.hpp"
#include "ptyger/options.hpp"

struct ncclComm;
struct CUstream_st;

namespace ptyger::comm {

/// One call of NCCL for one device.
struct NcclMessage {
  enum class Kind { send, receive, sum };
  Kind kind = Kind::send;
  void* data = nullptr;          ///< memory of the device; a sum is made in place
  std::int64_t reals = 0;        ///< real numbers, at least one; a complex number is two
  int peer = 0;                  ///< number of the device to send to or to receive from; unused for a sum
  std::int64_t* sent = nullptr;  ///< counter to which a send or a sum adds its bytes; may be null
};

/// The NCCL communicators of the devices of this process. Only this class calls NCCL. Every wait ends: an error or a
/// timeout aborts all communicators, once, and from then on every call throws.
class NcclGroup {
 public:
  struct Member {
    int gpu;              ///< number of the GPU in the CUDA runtime; no two members share one
    CUstream_st* stream;  ///< stream on which the device computes
    friend bool operator==(Member const&, Member const&) = default;
  };
  /// team: the ranks of NCCL are the numbers of the devices; members: [device of this process]; timeout: of every wait.
  /// Throws CallError with the device and the call.
  NcclGroup(device::Team const& team, std::vector<Member> members, std::chrono::milliseconds timeout);
  NcclGroup(NcclGroup const&) = delete;
  NcclGroup& operator=(NcclGroup const&) = delete;
  /// Closes the communicators. To be called only while no thread is in a function of the group and the streams are
  /// idle.
  ~NcclGroup();

  /// Puts the messages of all devices of this process, [place][message], on their streams, as one group of calls. One
  /// thread calls this while no other thread is in a function of the group. step: name of the exchange for error
  /// messages; must live until the last wait(). Throws CallError with the device, the step and the call.
  void issue(char const* step, Precision precision, std::span<std::span<NcclMessage const> const> messages);

  /// Returns when the stream of a device is idle. place: index among the devices of this process. The thread of each
  /// device calls this. On the device that meets an error or its timeout first, throws CallError with the device and
  /// the step; on the others, TeamBroken.
  void wait(std::size_t place);

  /// Whether the communicators can still be used.
  [[nodiscard]] bool usable() {
    std::scoped_lock const lock(mutex_);
    return !broken_;
  }

 private:
  /// Text of an error; empty: none.
  using Failure = std::optional<std::string>;
  Failure connect();
  Failure close();
  Failure launch(Precision precision, std::span<std::span<NcclMessage const> const> messages);
  Failure wait_until_done(char const* call) const;
  [[nodiscard]] std::string failing_device(std::size_t noticed, int result, char const* call) const;
  [[nodiscard]] std::string timeout_text(std::size_t place, char const* call) const;
  void abort_all() noexcept;
  void throw_if_broken() const;
  [[noreturn]] void give_up(std::string const& why);

  /// Number of a device in the team.
  [[nodiscard]] int number(std::size_t place) const { return team_.first + static_cast<int>(place); }

  device::Team team_;
  std::vector<Member> members_;  ///< [place among the devices of this process]
  std::chrono::milliseconds timeout_;
  char const* step_ = "set-up";           ///< name of the present exchange, for error messages
  std::vector<ncclComm*> communicators_;  ///< [place]; null when aborted
  std::mutex mutex_;                      ///< guards the members below, and the communicators while devices wait
  bool broken_ = false;                   ///< communicators are aborted, and every call throws
  std::string failure_text_;              ///< the first error, while broken_
};

}  // namespace ptyger::comm
