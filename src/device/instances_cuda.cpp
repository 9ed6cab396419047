#include <cuda_runtime_api.h>
#include <fmt/format.h>

#include "core/error.hpp"
#include "device/instances.hpp"

namespace ptyger {
namespace {

void check(cudaError_t status, char const* call) {
  if (status != cudaSuccess) throw CallError(fmt::format("{}: {}", call, cudaGetErrorString(status)));
}

/// Streams outlive Kokkos, so they are made once for each GPU and left to the end of the process.
cudaStream_t stream_of(int gpu) {
  static std::vector<cudaStream_t> streams;
  for (int next = static_cast<int>(streams.size()); next <= gpu; ++next) {
    cudaStream_t stream = nullptr;
    check(cudaSetDevice(next), "cudaSetDevice");
    check(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), "cudaStreamCreateWithFlags");
    streams.push_back(stream);
  }
  return streams[static_cast<std::size_t>(gpu)];
}

}  // namespace

template <>
std::vector<Kokkos::Cuda> make_instances(int devices) {
  std::vector<Kokkos::Cuda> instances;
  for (int gpu = 0; gpu < devices; ++gpu) instances.emplace_back(stream_of(gpu));
  check(cudaSetDevice(0), "cudaSetDevice");
  return instances;
}

template <>
void bind_thread(Kokkos::Cuda const& exec) {
  check(cudaSetDevice(exec.cuda_device()), "cudaSetDevice");
}

}  // namespace ptyger
