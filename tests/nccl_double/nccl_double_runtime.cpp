// The CUDA runtime: devices and streams.
#include <cuda_runtime_api.h>

#include "tests/nccl_double/nccl_double_state.hpp"

namespace {

using ptyger::nccl_double::enter;
using ptyger::nccl_double::Fault;
using ptyger::nccl_double::record_violation;

thread_local int chosen_gpu = 0;  ///< by cudaSetDevice()

/// Streams that are not destroyed.
struct Registry {
  std::mutex mutex;
  std::set<CUstream_st*> streams;
};
Registry& registry() {
  static Registry instance;
  return instance;
}

/// Whether a test has set this call to fail.
bool fails(char const* function, cudaError_t& status) {
  auto const fault = enter(function);
  if (fault.kind == Fault::Kind::delay) std::this_thread::sleep_for(fault.time);
  status = static_cast<cudaError_t>(fault.code);
  return fault.kind == Fault::Kind::fail;
}

}  // namespace

CUstream_st::CUstream_st(int gpu_number) : gpu(gpu_number), thread_([this] { work(); }) {}

CUstream_st::~CUstream_st() {
  {
    std::scoped_lock const lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void CUstream_st::push(std::function<void()> job) {
  std::scoped_lock const lock(mutex_);
  jobs_.push_back(std::move(job));
  changed_.notify_all();
}

bool CUstream_st::idle() {
  std::scoped_lock const lock(mutex_);
  return jobs_.empty();
}

void CUstream_st::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return closing_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    auto const job = std::move(jobs_.front());
    lock.unlock();
    job();
    lock.lock();
    jobs_.pop_front();
  }
}

namespace ptyger::nccl_double {

int current_gpu() {
  return chosen_gpu;
}

bool is_live(CUstream_st* stream) {
  std::scoped_lock const lock(registry().mutex);
  return registry().streams.contains(stream);
}

int live_streams() {
  std::scoped_lock const lock(registry().mutex);
  return static_cast<int>(registry().streams.size());
}

Streams::Streams(int gpus_used) {
  for (int gpu = 0; gpu < gpus_used; ++gpu) {
    streams_.push_back(new CUstream_st(gpu));
    std::scoped_lock const lock(registry().mutex);
    registry().streams.insert(streams_.back());
  }
}

Streams::~Streams() {
  for (auto* stream : streams_) {
    {
      std::scoped_lock const lock(registry().mutex);
      registry().streams.erase(stream);
    }
    delete stream;
  }
}

}  // namespace ptyger::nccl_double

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
  if (device < 0 || device >= ptyger::nccl_double::gpus) return cudaErrorInvalidDevice;
  chosen_gpu = device;
  return cudaSuccess;
}

cudaError_t cudaStreamQuery(cudaStream_t stream) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaStreamQuery", status)) return status;
  if (!ptyger::nccl_double::is_live(stream)) {
    record_violation("cudaStreamQuery of a stream that does not exist");
    return cudaErrorInvalidResourceHandle;
  }
  return stream->idle() ? cudaSuccess : cudaErrorNotReady;
}

char const* cudaGetErrorString(cudaError_t error) {
  enter("cudaGetErrorString");
  switch (error) {
    case cudaSuccess:
      return "no error";
    case cudaErrorInvalidDevice:
      return "invalid device ordinal";
    case cudaErrorIllegalAddress:
      return "an illegal memory access was encountered";
    default:
      return "another error of the CUDA runtime";
  }
}

}  // extern "C"
