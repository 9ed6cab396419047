#include "tests/gpu_double/emulated_gpu.hpp"

#include <atomic>
#include <cstring>

#define KOKKOS_IMPL_PUBLIC_INCLUDE  // for the headers of Kokkos' own memory spaces
#include <impl/Kokkos_ExecSpaceManager.hpp>
#include <impl/Kokkos_SharedAlloc_timpl.hpp>

#include "tests/gpu_double/device_memory.hpp"
#include "tests/gpu_double/runtime.hpp"

KOKKOS_IMPL_HOST_INACCESSIBLE_SHARED_ALLOCATION_RECORD_EXPLICIT_INSTANTIATION(ptyger::gpu_double::EmulatedMemory);

namespace ptyger::gpu_double {
namespace {

std::atomic<int> launching_threads = 0;
long launches = 0;  ///< without a lock: stands for the table of Kokkos::Cuda

void* allocate_on(int gpu, char const* label, std::size_t bytes) {
  void* memory = nullptr;
  int const previous = current_gpu();
  cudaSetDevice(gpu);
  auto const status = cudaMalloc(&memory, bytes);
  cudaSetDevice(previous);
  if (status != cudaSuccess) Kokkos::Impl::throw_bad_alloc(EmulatedMemory::name(), bytes, label);
  return memory;
}

/// Calls of Kokkos::fence() wait for all GPUs.
int const registered = Kokkos::Impl::initialize_space_factory<EmulatedGpu>("150_EmulatedGpu");

}  // namespace

void* EmulatedMemory::allocate(EmulatedGpu const& gpu, char const* label, std::size_t bytes, std::size_t) const {
  return allocate_on(gpu.cuda_device(), label, bytes);
}

void* EmulatedMemory::allocate(char const* label, std::size_t bytes, std::size_t) const {
  return allocate_on(current_gpu(), label, bytes);
}

void EmulatedMemory::deallocate(char const* label, void* memory, std::size_t bytes, std::size_t) const {
  if (Kokkos::Profiling::profileLibraryLoaded())
    Kokkos::Profiling::deallocateData(Kokkos::Profiling::make_space_handle(name()), label, memory, bytes);
  cudaFree(memory);
}

EmulatedGpu::EmulatedGpu() {
  if (!Kokkos::is_initialized()) record_violation("an instance before Kokkos is initialised");
}

int EmulatedGpu::cuda_device() const {
  return stream_->gpu;
}

void EmulatedGpu::launch(std::int64_t count, std::function<void(std::int64_t, std::int64_t)> body,
                         std::int64_t block) const {
  stream_->launch(count, std::move(body), block);
}

void EmulatedGpu::push(std::function<void()> job) const {
  stream_->push(std::move(job));
}

void EmulatedGpu::fence(std::string const& name) const {
  Kokkos::Tools::Experimental::Impl::profile_fence_event<EmulatedGpu>(
      name, Kokkos::Tools::Experimental::Impl::DirectFenceIDHandle{impl_instance_id()}, [this] {
        enter("wait");
        stream_->wait();
      });
}

void EmulatedGpu::impl_static_fence(std::string const& name) {
  Kokkos::Tools::Experimental::Impl::profile_fence_event<EmulatedGpu>(
      name, Kokkos::Tools::Experimental::SpecialSynchronizationCases::GlobalDeviceSynchronization, [] {
        for (int gpu = 0; gpu < gpus; ++gpu) wait_for_gpu(gpu);
      });
}

Launching::Launching() : failed(launch_fails()) {
  if (launching_threads.fetch_add(1, std::memory_order_relaxed) > 0)
    record_violation("two kernel launches at the same time");
  ++launches;
  std::this_thread::yield();
}

Launching::~Launching() {
  launching_threads.fetch_sub(1, std::memory_order_relaxed);
}

void copy(EmulatedGpu const* gpu, void* to, void const* from, std::size_t bytes, bool from_host) {
  if (gpu != nullptr) {
    cudaMemcpyAsync(to, from, bytes, from_host ? cudaMemcpyHostToDevice : cudaMemcpyDefault, gpu->cuda_stream());
    return;
  }
  for (auto const* address : {static_cast<void const*>(to), from})
    if (int const owner = gpu_of(address); owner >= 0) {
      OpenMemory const open(owner);
      wait_for_gpu(owner);
      std::memcpy(to, from, bytes);
      return;
    }
}

}  // namespace ptyger::gpu_double

Kokkos::Impl::ZeroMemset<ptyger::gpu_double::EmulatedGpu>::ZeroMemset(ptyger::gpu_double::EmulatedGpu const& gpu,
                                                                      void* memory, std::size_t bytes) {
  cudaMemsetAsync(memory, 0, bytes, gpu.cuda_stream());
}
