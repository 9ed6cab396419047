#include <cuda_runtime_api.h>
#include <fmt/format.h>

#include <array>

#include "device/copy_stream.hpp"
#include "ptyger/error.hpp"

namespace ptyger::device {
namespace {

void check(cudaError_t status, char const* call) {
  if (status != cudaSuccess) throw CallError(fmt::format("{}: {}", call, cudaGetErrorString(status)));
}

}  // namespace

template <>
struct CopyStream<Gpu>::Stream {
  explicit Stream(Gpu const& exec) : device(exec.cuda_device()), kernels(exec.cuda_stream()) {
    check(cudaSetDevice(device), "cudaSetDevice");
    check(cudaStreamCreateWithFlags(&copies, cudaStreamNonBlocking), "cudaStreamCreateWithFlags");
    for (auto* events : {&arrived, &released})
      for (auto& event : *events)
        check(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), "cudaEventCreateWithFlags");
  }
  Stream(Stream const&) = delete;
  Stream& operator=(Stream const&) = delete;
  ~Stream() {
    for (auto* events : {&arrived, &released})
      for (auto const event : *events)
        if (event != nullptr) cudaEventDestroy(event);
    if (copies != nullptr) cudaStreamDestroy(copies);
  }

  int device;
  cudaStream_t kernels;                            ///< stream of the device's kernels
  cudaStream_t copies = nullptr;                   ///< stream of the copies from host memory
  std::array<cudaEvent_t, buffers> arrived = {};   ///< [buffer] its copies have ended
  std::array<cudaEvent_t, buffers> released = {};  ///< [buffer] its kernels have ended
};

template <>
CopyStream<Gpu>::CopyStream(Gpu const& exec) : stream_(std::make_unique<Stream>(exec)) {}
template <>
CopyStream<Gpu>::~CopyStream() = default;
template <>
CopyStream<Gpu>::CopyStream(CopyStream&&) noexcept = default;
template <>
CopyStream<Gpu>& CopyStream<Gpu>::operator=(CopyStream&&) noexcept = default;

template <>
void CopyStream<Gpu>::open(int buffer) {
  check(cudaStreamWaitEvent(stream_->copies, stream_->released[static_cast<std::size_t>(buffer)], 0),
        "cudaStreamWaitEvent");
}
template <>
void CopyStream<Gpu>::copy(void* to, void const* from, std::size_t bytes) {
  check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyHostToDevice, stream_->copies), "cudaMemcpyAsync");
}
template <>
void CopyStream<Gpu>::close(int buffer) {
  check(cudaEventRecord(stream_->arrived[static_cast<std::size_t>(buffer)], stream_->copies), "cudaEventRecord");
}
template <>
void CopyStream<Gpu>::acquire(int buffer) {
  check(cudaStreamWaitEvent(stream_->kernels, stream_->arrived[static_cast<std::size_t>(buffer)], 0),
        "cudaStreamWaitEvent");
}
template <>
void CopyStream<Gpu>::release(int buffer) {
  check(cudaEventRecord(stream_->released[static_cast<std::size_t>(buffer)], stream_->kernels), "cudaEventRecord");
}

template <>
void pin<Gpu>(void const* memory, std::size_t bytes) {
  check(cudaHostRegister(const_cast<void*>(memory), bytes, cudaHostRegisterPortable), "cudaHostRegister");
}
template <>
void unpin<Gpu>(void const* memory) noexcept {
  cudaHostUnregister(const_cast<void*>(memory));
}

}  // namespace ptyger::device
