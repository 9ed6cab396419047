#pragma once

#include <cstddef>
#include <map>
#include <mutex>

namespace ptyger::gpu_double {

/// The memory of one emulated GPU: addresses that trap unless a stream of this GPU is at work, so that a host thread or
/// another GPU that touches them without a copy is found. New and freed memory is filled with NaNs. With the address
/// sanitizer, bytes between allocations trap, too.
class DeviceMemory {
 public:
  explicit DeviceMemory(int gpu);
  ~DeviceMemory();
  DeviceMemory(DeviceMemory const&) = delete;
  DeviceMemory& operator=(DeviceMemory const&) = delete;

  /// Null: out of memory.
  [[nodiscard]] void* allocate(std::size_t bytes);
  /// Returns false when `address` is no allocation.
  bool release(void* address);
  [[nodiscard]] bool contains(void const* address) const;

  /// Makes the addresses usable until the matching close().
  void open();
  void close();

  /// Bytes that can be allocated; 1 GiB at first.
  void set_capacity(std::size_t bytes);
  [[nodiscard]] std::size_t capacity() const;
  [[nodiscard]] std::size_t used() const;
  /// Largest value of used() since forget_most_used().
  [[nodiscard]] std::size_t most_used() const;
  void forget_most_used();

 private:
  void protect() const;
  void fill(std::size_t offset, std::size_t bytes);

  int const gpu_;
  char* const base_;
  mutable std::mutex mutex_;
  std::size_t capacity_ = std::size_t{1} << 30;
  std::size_t top_ = 0;   ///< end of the addresses that were ever allocated
  std::size_t used_ = 0;  ///< bytes of all allocations
  std::size_t most_used_ = 0;
  std::map<std::size_t, std::size_t> blocks_;  ///< [offset] bytes of an allocation
  int open_ = 0;                               ///< calls of open() without their close()
};

/// The memory of GPU `gpu`, from 0.
DeviceMemory& memory_of(int gpu);

/// The GPU whose memory has this address; -1: none.
int gpu_of(void const* address);

/// Opens the memory of a GPU for a scope.
class OpenMemory {
 public:
  explicit OpenMemory(int gpu) : memory_(memory_of(gpu)) { memory_.open(); }
  ~OpenMemory() { memory_.close(); }
  OpenMemory(OpenMemory const&) = delete;
  OpenMemory& operator=(OpenMemory const&) = delete;

 private:
  DeviceMemory& memory_;
};

}  // namespace ptyger::gpu_double
