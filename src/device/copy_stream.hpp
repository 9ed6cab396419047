#pragma once

#include <cstddef>
#include <memory>

#include "device/views.hpp"

namespace ptyger::device {

/// Copies from the memory of the host that run beside the kernels of a device, into buffers that both use in turn. On a
/// host device a copy is made at once.
template <class Exec>
class CopyStream {
 public:
  static constexpr int buffers = 2;

  explicit CopyStream(Exec const& exec);
  ~CopyStream();
  CopyStream(CopyStream&&) noexcept;
  CopyStream& operator=(CopyStream&&) noexcept;

  /// The following copies go to a buffer: they wait for the kernels launched before its last release().
  void open(int buffer);
  /// from: best in pinned memory (PinnedMemory).
  void copy(void* to, void const* from, std::size_t bytes);
  void close(int buffer);
  /// Kernels launched from now on wait for the copies into the buffer.
  void acquire(int buffer);
  /// The kernels that read the buffer have been launched.
  void release(int buffer);

 private:
  struct Lane;
  std::unique_ptr<Lane> lane_;
};

/// Lets a GPU copy from memory of the host while kernels run, and ends that. Nothing to do for host devices.
template <class Exec>
void pin(void const* memory, std::size_t bytes);
template <class Exec>
void unpin(void const* memory) noexcept;

/// Memory of the host that is pinned for the life of this.
template <class Exec>
class PinnedMemory {
 public:
  PinnedMemory(void const* memory, std::size_t bytes) : memory_(memory) { pin<Exec>(memory, bytes); }
  ~PinnedMemory() { unpin<Exec>(memory_); }
  PinnedMemory(PinnedMemory const&) = delete;
  PinnedMemory& operator=(PinnedMemory const&) = delete;

 private:
  void const* memory_;
};

}  // namespace ptyger::device
