#pragma once

#include <cstddef>
#include <memory>

#include "device/views.hpp"

namespace ptyger::device {

/// Copies from host memory to a device while its kernels run (a CUDA stream of its own on a GPU). The copies fill one
/// of two device buffers while kernels read the other. On a host device a copy is done before the call returns.
template <class Exec>
class CopyStream {
 public:
  static constexpr int buffers = 2;  ///< number of device buffers

  explicit CopyStream(Exec const& exec);
  ~CopyStream();
  CopyStream(CopyStream&&) noexcept;
  CopyStream& operator=(CopyStream&&) noexcept;

  /// Begins copies into a buffer. They wait for the kernels that were launched before the last release() of the buffer.
  void open(int buffer);
  /// Copies into the opened buffer. The copy runs beside kernels only if `from` lies in pinned memory (PinnedMemory).
  void copy(void* to, void const* from, std::size_t bytes);
  /// Ends the copies into a buffer.
  void close(int buffer);
  /// Makes kernels launched after this call wait for the copies into the buffer.
  void acquire(int buffer);
  /// Declares that all kernels that read the buffer have been launched.
  void release(int buffer);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

/// Locks host memory in place, so that a GPU can copy from it while kernels run. Does nothing for host devices.
template <class Exec>
void pin(void const* memory, std::size_t bytes);
/// Ends pin().
template <class Exec>
void unpin(void const* memory) noexcept;

/// Pins a block of host memory for its own lifetime.
template <class Exec>
class PinnedMemory {
 public:
  PinnedMemory(void const* memory, std::size_t bytes) : pinned_(memory) { pin<Exec>(memory, bytes); }
  ~PinnedMemory() { unpin<Exec>(pinned_); }
  PinnedMemory(PinnedMemory const&) = delete;
  PinnedMemory& operator=(PinnedMemory const&) = delete;

 private:
  void const* pinned_;
};

}  // namespace ptyger::device
