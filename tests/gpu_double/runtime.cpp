// The CUDA runtime: devices and streams.
#include <cuda_runtime_api.h>

#include <utility>

#include "tests/gpu_double/runtime.hpp"

namespace {

using ptyger::gpu_double::fails;
using ptyger::gpu_double::record_violation;

thread_local int chosen_gpu = 0;  ///< by cudaSetDevice()
thread_local cudaError_t last_error = cudaSuccess;

/// Streams that are not destroyed. A thread that waits for a stream keeps it alive.
struct Registry {
  std::mutex mutex;
  std::map<CUstream_st*, std::shared_ptr<CUstream_st>> streams;
};
Registry& registry() {
  static Registry instance;
  return instance;
}

}  // namespace

namespace ptyger::gpu_double {

bool fails(char const* function, cudaError_t& status) {
  auto const fault = enter(function);
  if (fault.kind == Fault::Kind::delay) std::this_thread::sleep_for(fault.time);
  status = static_cast<cudaError_t>(fault.code);
  return fault.kind == Fault::Kind::fail;
}

int current_gpu() {
  return chosen_gpu;
}

bool launch_fails() {
  cudaError_t status = cudaSuccess;
  if (!fails("kernel launch", status)) return false;
  last_error = status;
  return true;
}

bool is_live(CUstream_st* stream) {
  std::scoped_lock const lock(registry().mutex);
  return registry().streams.contains(stream);
}

int live_streams() {
  std::scoped_lock const lock(registry().mutex);
  return static_cast<int>(registry().streams.size());
}

CUstream_st* begin_stream(int gpu) {
  auto const stream = std::make_shared<CUstream_st>(gpu);
  std::scoped_lock const lock(registry().mutex);
  registry().streams.emplace(stream.get(), stream);
  return stream.get();
}

void end_stream(CUstream_st* stream) {
  std::unique_lock lock(registry().mutex);
  auto const last = std::move(registry().streams.at(stream));
  registry().streams.erase(stream);
  lock.unlock();  // the destructor waits for the work of the stream
}

void wait_for_gpu(int gpu) {
  std::vector<std::shared_ptr<CUstream_st>> streams;
  {
    std::scoped_lock const lock(registry().mutex);
    for (auto const& [address, stream] : registry().streams)
      if (stream->gpu == gpu) streams.push_back(stream);
  }
  for (auto const& stream : streams) stream->wait();
}

Streams::Streams(int gpus_used) {
  for (int gpu = 0; gpu < gpus_used; ++gpu) streams_.push_back(begin_stream(gpu));
}

Streams::~Streams() {
  for (auto* stream : streams_) end_stream(stream);
}

}  // namespace ptyger::gpu_double

extern "C" {

cudaError_t cudaGetDevice(int* device) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaGetDevice", status)) return status;
  *device = chosen_gpu;
  return cudaSuccess;
}

cudaError_t cudaSetDevice(int device) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaSetDevice", status)) return status;
  if (device < 0 || device >= ptyger::gpu_double::gpus) return cudaErrorInvalidDevice;
  chosen_gpu = device;
  return cudaSuccess;
}

cudaError_t cudaStreamQuery(cudaStream_t stream) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaStreamQuery", status)) return status;
  if (!ptyger::gpu_double::is_live(stream)) {
    record_violation("cudaStreamQuery of a stream that does not exist");
    return cudaErrorInvalidResourceHandle;
  }
  return stream->idle() ? cudaSuccess : cudaErrorNotReady;
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaStreamCreateWithFlags", status)) return status;
  *stream = ptyger::gpu_double::begin_stream(chosen_gpu);
  return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  ptyger::gpu_double::end_stream(stream);
  return cudaSuccess;
}

/// The error of a kernel launch that a test has told to fail.
cudaError_t cudaGetLastError() {
  return std::exchange(last_error, cudaSuccess);
}

cudaError_t cudaDeviceSynchronize() {
  cudaError_t status = cudaSuccess;
  if (fails("cudaDeviceSynchronize", status)) return status;
  ptyger::gpu_double::wait_for_gpu(chosen_gpu);
  return cudaSuccess;
}

char const* cudaGetErrorString(cudaError_t error) {
  switch (error) {
    case cudaSuccess:
      return "no error";
    case cudaErrorInvalidDevice:
      return "invalid device ordinal";
    case cudaErrorMemoryAllocation:
      return "out of memory";
    case cudaErrorIllegalAddress:
      return "an illegal memory access was encountered";
    default:
      return "another error of the CUDA runtime";
  }
}

}  // extern "C"
