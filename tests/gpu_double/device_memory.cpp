#include "tests/gpu_double/device_memory.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "tests/gpu_double/state.hpp"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, bytes) (static_cast<void>(address), static_cast<void>(bytes))
#define ASAN_UNPOISON_MEMORY_REGION(address, bytes) (static_cast<void>(address), static_cast<void>(bytes))
#endif

namespace ptyger::gpu_double {
namespace {

constexpr std::size_t reserved = std::size_t{16} << 30;  // addresses of one GPU
constexpr std::size_t alignment = 256;                   // of cudaMalloc
constexpr std::size_t guard = std::size_t{1} << 20;      // addresses before the first allocation, which always trap

std::size_t rounded(std::size_t bytes, std::size_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

char* reserve(int gpu) {
  void* const address = ::mmap(nullptr, reserved, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (address == MAP_FAILED) {
    std::fprintf(stderr, "no addresses for the memory of emulated GPU %d\n", gpu);
    std::abort();
  }
  return static_cast<char*>(address);
}

}  // namespace

DeviceMemory::DeviceMemory(int gpu) : gpu_(gpu), base_(reserve(gpu)) {}

DeviceMemory::~DeviceMemory() {
  ASAN_UNPOISON_MEMORY_REGION(base_, top_);
  ::munmap(base_, reserved);
}

void* DeviceMemory::allocate(std::size_t bytes) {
  std::scoped_lock const lock(mutex_);
  if (bytes > capacity_ || used_ > capacity_ - bytes) return nullptr;
  // Between two allocations there is an unused unit of the alignment.
  std::size_t const needed = rounded(bytes, alignment) + alignment;
  std::size_t offset = guard;
  for (auto const& [taken, size] : blocks_) {
    if (offset + needed <= taken) break;
    offset = taken + rounded(size, alignment) + alignment;
  }
  if (offset + needed > reserved) return nullptr;
  blocks_[offset] = bytes;
  used_ += bytes;
  most_used_ = std::max(most_used_, used_);
  if (offset + needed > top_) {
    auto const before = top_;
    top_ = rounded(offset + needed, 4096);
    protect();
    ASAN_POISON_MEMORY_REGION(base_ + before, top_ - before);
  }
  fill(offset, bytes);
  return base_ + offset;
}

bool DeviceMemory::release(void* address) {
  std::scoped_lock const lock(mutex_);
  if (!contains(address)) return false;
  auto const found = blocks_.find(static_cast<std::size_t>(static_cast<char*>(address) - base_));
  if (found == blocks_.end()) return false;
  fill(found->first, found->second);
  ASAN_POISON_MEMORY_REGION(base_ + found->first, found->second);
  used_ -= found->second;
  blocks_.erase(found);
  if (blocks_.empty()) ::madvise(base_, top_, MADV_DONTNEED);  // changing the protection of unused pages takes time
  return true;
}

bool DeviceMemory::contains(void const* address) const {
  return address >= base_ && address < base_ + reserved;
}

void DeviceMemory::open() {
  std::scoped_lock const lock(mutex_);
  if (++open_ == 1) protect();
}

void DeviceMemory::close() {
  std::scoped_lock const lock(mutex_);
  if (--open_ == 0) protect();
}

void DeviceMemory::set_capacity(std::size_t bytes) {
  std::scoped_lock const lock(mutex_);
  capacity_ = bytes;
}

std::size_t DeviceMemory::capacity() const {
  std::scoped_lock const lock(mutex_);
  return capacity_;
}

std::size_t DeviceMemory::used() const {
  std::scoped_lock const lock(mutex_);
  return used_;
}

std::size_t DeviceMemory::most_used() const {
  std::scoped_lock const lock(mutex_);
  return most_used_;
}

void DeviceMemory::forget_most_used() {
  std::scoped_lock const lock(mutex_);
  most_used_ = used_;
}

void DeviceMemory::protect() const {
  if (top_ > guard) ::mprotect(base_ + guard, top_ - guard, open_ > 0 ? PROT_READ | PROT_WRITE : PROT_NONE);
}

/// Fills an allocation with NaNs; the mutex must be locked.
void DeviceMemory::fill(std::size_t offset, std::size_t bytes) {
  ASAN_UNPOISON_MEMORY_REGION(base_ + offset, bytes);
  if (++open_ == 1) protect();
  std::memset(base_ + offset, 0xff, bytes);
  if (--open_ == 0) protect();
}

DeviceMemory& memory_of(int gpu) {
  static auto const all = [] {
    std::array<std::unique_ptr<DeviceMemory>, gpus> memories;
    for (int i = 0; i < gpus; ++i) memories[static_cast<std::size_t>(i)] = std::make_unique<DeviceMemory>(i);
    return memories;
  }();
  return *all.at(static_cast<std::size_t>(gpu));
}

int gpu_of(void const* address) {
  for (int gpu = 0; gpu < gpus; ++gpu)
    if (memory_of(gpu).contains(address)) return gpu;
  return -1;
}

}  // namespace ptyger::gpu_double
