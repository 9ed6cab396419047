// The CUDA runtime: memory, copies, pinned memory.
#include <cstring>
#include <memory>

#include "tests/gpu_double/device_memory.hpp"
#include "tests/gpu_double/runtime.hpp"

namespace {

using ptyger::gpu_double::fails;
using ptyger::gpu_double::gpu_of;
using ptyger::gpu_double::record_violation;

/// Blocks of pinned host memory.
struct Pinned {
  std::mutex mutex;
  std::map<char const*, std::size_t> blocks;  ///< [address] bytes
};
Pinned& pinned() {
  static Pinned instance;
  return instance;
}

bool is_pinned(void const* address) {
  std::scoped_lock const lock(pinned().mutex);
  auto const* const byte = static_cast<char const*>(address);
  auto const after = pinned().blocks.upper_bound(byte);
  if (after == pinned().blocks.begin()) return false;
  auto const& [block, bytes] = *std::prev(after);
  return byte < block + bytes;
}

}  // namespace

extern "C" {

cudaError_t cudaMalloc(void** memory, std::size_t bytes) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaMalloc", status)) return status;
  *memory = ptyger::gpu_double::memory_of(ptyger::gpu_double::current_gpu()).allocate(bytes);
  return *memory != nullptr ? cudaSuccess : cudaErrorMemoryAllocation;
}

/// Waits for the GPU, as the real function does.
cudaError_t cudaFree(void* memory) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaFree", status)) return status;
  int const gpu = gpu_of(memory);
  if (gpu >= 0) ptyger::gpu_double::wait_for_gpu(gpu);
  if (gpu >= 0 && ptyger::gpu_double::memory_of(gpu).release(memory)) return cudaSuccess;
  record_violation("cudaFree of memory that was not allocated");
  return cudaErrorInvalidValue;
}

cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaMemGetInfo", status)) return status;
  auto const& memory = ptyger::gpu_double::memory_of(ptyger::gpu_double::current_gpu());
  *total = memory.capacity();
  *free = memory.capacity() - memory.used();
  return cudaSuccess;
}

/// From host memory that is not pinned, copies into a buffer at once, as the real function does.
cudaError_t cudaMemcpyAsync(void* to, void const* from, std::size_t bytes, cudaMemcpyKind kind, cudaStream_t stream) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaMemcpyAsync", status)) return status;
  if (kind == cudaMemcpyHostToDevice && !is_pinned(from)) {
    auto const* const begin = static_cast<char const*>(from);
    stream->push(
        [to, staged = std::vector<char>(begin, begin + bytes)] { std::memcpy(to, staged.data(), staged.size()); });
  } else {
    stream->push([to, from, bytes] { std::memcpy(to, from, bytes); });
  }
  return cudaSuccess;
}

cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t stream) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaMemsetAsync", status)) return status;
  stream->push([memory, value, bytes] { std::memset(memory, value, bytes); });
  return cudaSuccess;
}

cudaError_t cudaHostRegister(void* memory, std::size_t bytes, unsigned) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaHostRegister", status)) return status;
  std::scoped_lock const lock(pinned().mutex);
  if (!pinned().blocks.emplace(static_cast<char const*>(memory), bytes).second)
    return cudaErrorHostMemoryAlreadyRegistered;
  return cudaSuccess;
}

cudaError_t cudaHostUnregister(void* memory) {
  std::scoped_lock const lock(pinned().mutex);
  return pinned().blocks.erase(static_cast<char const*>(memory)) == 1 ? cudaSuccess : cudaErrorHostMemoryNotRegistered;
}

}  // extern "C"
