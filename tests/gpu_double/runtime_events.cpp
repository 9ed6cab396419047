// The CUDA runtime: events.
#include "tests/gpu_double/runtime.hpp"

using ptyger::gpu_double::fails;

extern "C" {

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaEventCreateWithFlags", status)) return status;
  *event = new CUevent_st;
  return cudaSuccess;
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  delete event;
  return cudaSuccess;
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaEventRecord", status)) return status;
  std::unique_lock lock(event->state->mutex);
  auto const number = ++event->state->recorded;
  lock.unlock();
  stream->push([state = event->state, number] {
    std::scoped_lock const reaching(state->mutex);
    state->reached = number;
    state->changed.notify_all();
  });
  return cudaSuccess;
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaStreamWaitEvent", status)) return status;
  std::unique_lock lock(event->state->mutex);
  auto const number = event->state->recorded;
  lock.unlock();
  stream->push([state = event->state, number] {
    std::unique_lock waiting(state->mutex);
    state->changed.wait(waiting, [&] { return state->reached >= number; });
  });
  return cudaSuccess;
}

}  // extern "C"
