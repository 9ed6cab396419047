#include <cuda_runtime_api.h>
#include <fmt/format.h>

#include <map>

#include "device/instances.hpp"
#include "device/topology.hpp"
#include "ptyger/error.hpp"

namespace ptyger::device {
namespace {

void check(cudaError_t status, char const* call) {
  if (status != cudaSuccess) throw CallError(fmt::format("{}: {}", call, cudaGetErrorString(status)));
}

/// The stream of a GPU. Each is created once and lives until the process ends, since it must outlive Kokkos.
cudaStream_t stream_of(int gpu) {
  static std::map<int, cudaStream_t> streams;
  auto& stream = streams[gpu];
  if (stream == nullptr) {
    check(cudaSetDevice(gpu), "cudaSetDevice");
    check(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), "cudaStreamCreateWithFlags");
  }
  return stream;
}

}  // namespace

template <>
std::vector<Gpu> make_instances(int devices) {
  auto const gpus = gpus_by_links(gpu_topology());  // puts neighbouring tiles on GPUs with fast links
  std::vector<Gpu> instances;
  for (int device = 0; device < devices; ++device) {
    instances.emplace_back(stream_of(gpus.at(static_cast<std::size_t>(device))));
    // The new instance clears its scratch memory on a stream of Kokkos.
    check(cudaDeviceSynchronize(), "cudaDeviceSynchronize");
  }
  check(cudaSetDevice(gpus.front()), "cudaSetDevice");
  return instances;
}

template <>
void bind_thread(Gpu const& exec) {
  check(cudaSetDevice(exec.cuda_device()), "cudaSetDevice");
}

template <>
void check_launches(Gpu const&) {
  check(cudaGetLastError(), "a kernel launch");
}

}  // namespace ptyger::device
