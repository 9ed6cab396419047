// cuFFT, with the transforms of FFTW.
#include <cufft.h>
#include <fftw3.h>

#include <cstring>

#include "fft/fftw_planner.hpp"
#include "tests/gpu_double/device_memory.hpp"
#include "tests/gpu_double/runtime.hpp"

namespace {

using ptyger::gpu_double::gpu_of;
using ptyger::gpu_double::record_violation;

struct Plan {
  int gpu = 0;
  CUstream_st* stream = nullptr;
  bool single = true;
  bool allocates = true;  ///< the plan has a work area of its own
  std::size_t work_bytes = 0;
  void* work_area = nullptr;
  fftwf_plan single_plan[2] = {};  ///< forward, inverse
  fftw_plan double_plan[2] = {};
};

/// Guarded by the lock of FFTW's planner.
struct Plans {
  std::map<cufftHandle, Plan> by_handle;
  cufftHandle last = 0;
};
Plans& plans() {
  static Plans instance;
  return instance;
}

/// The code of a fault that a test has set for this call, else CUFFT_SUCCESS.
cufftResult failure(char const* function) {
  auto const fault = ptyger::gpu_double::enter(function);
  return fault.kind == ptyger::gpu_double::Fault::Kind::fail ? static_cast<cufftResult>(fault.code) : CUFFT_SUCCESS;
}

cufftResult execute(cufftHandle handle, void* data, int direction, bool single, char const* function) {
  if (auto const result = failure(function); result != CUFFT_SUCCESS) return result;
  std::unique_lock lock(ptyger::fft::fftw_planner());
  auto const found = plans().by_handle.find(handle);
  if (found == plans().by_handle.end() || found->second.single != single) {
    record_violation(std::string(function) + " with a handle of no such plan");
    return CUFFT_INVALID_PLAN;
  }
  auto const plan = found->second;
  lock.unlock();
  if (gpu_of(plan.work_area) != plan.gpu) {
    record_violation(std::string(function) + " without a work area on the GPU of the plan");
    return CUFFT_EXEC_FAILED;
  }
  if (plan.stream == nullptr || plan.gpu != ptyger::gpu_double::current_gpu() || plan.stream->gpu != plan.gpu) {
    record_violation(std::string(function) + " on another GPU than its plan, or without a stream");
    return CUFFT_EXEC_FAILED;
  }
  plan.stream->push([plan, data, which = direction == CUFFT_FORWARD ? 0 : 1] {
    std::memset(plan.work_area, 0xff, plan.work_bytes);
    if (plan.single)
      fftwf_execute_dft(plan.single_plan[which], static_cast<fftwf_complex*>(data), static_cast<fftwf_complex*>(data));
    else
      fftw_execute_dft(plan.double_plan[which], static_cast<fftw_complex*>(data), static_cast<fftw_complex*>(data));
  });
  return CUFFT_SUCCESS;
}

}  // namespace

extern "C" {

cufftResult cufftCreate(cufftHandle* handle) {
  if (auto const result = failure("cufftCreate"); result != CUFFT_SUCCESS) return result;
  std::scoped_lock const lock(ptyger::fft::fftw_planner());
  *handle = ++plans().last;
  plans().by_handle.emplace(*handle, Plan{.gpu = ptyger::gpu_double::current_gpu()});
  return CUFFT_SUCCESS;
}

cufftResult cufftSetAutoAllocation(cufftHandle handle, int allocate) {
  std::scoped_lock const lock(ptyger::fft::fftw_planner());
  plans().by_handle.at(handle).allocates = allocate != 0;
  return CUFFT_SUCCESS;
}

/// The work area is as large as the images, as cuFFT often wants it.
cufftResult cufftMakePlanMany(cufftHandle handle, int rank, int* n, int* embedded, int stride, int distance, int*, int,
                              int, cufftType type, int batch, std::size_t* work_bytes) {
  if (auto const result = failure("cufftMakePlanMany"); result != CUFFT_SUCCESS) return result;
  if (rank != 2 || (type != CUFFT_C2C && type != CUFFT_Z2Z)) return CUFFT_NOT_SUPPORTED;
  std::scoped_lock const lock(ptyger::fft::fftw_planner());
  auto& plan = plans().by_handle.at(handle);
  plan.single = type == CUFFT_C2C;
  plan.work_bytes = static_cast<std::size_t>(distance) * static_cast<std::size_t>(batch) *
                    (plan.single ? sizeof(cufftComplex) : sizeof(cufftDoubleComplex));
  *work_bytes = plan.work_bytes;
  if (plan.allocates && cudaMalloc(&plan.work_area, plan.work_bytes) != cudaSuccess) return CUFFT_ALLOC_FAILED;
  for (int which = 0; which < 2; ++which) {
    int const sign = which == 0 ? FFTW_FORWARD : FFTW_BACKWARD;
    unsigned const flags = FFTW_ESTIMATE | FFTW_UNALIGNED;
    if (plan.single) {
      fftwf_complex none[1];  // FFTW_ESTIMATE does not touch the data
      plan.single_plan[which] = fftwf_plan_many_dft(2, n, batch, none, embedded, stride, distance, none, embedded,
                                                    stride, distance, sign, flags);
    } else {
      fftw_complex none[1];
      plan.double_plan[which] = fftw_plan_many_dft(2, n, batch, none, embedded, stride, distance, none, embedded,
                                                   stride, distance, sign, flags);
    }
  }
  return CUFFT_SUCCESS;
}

cufftResult cufftSetWorkArea(cufftHandle handle, void* area) {
  if (auto const result = failure("cufftSetWorkArea"); result != CUFFT_SUCCESS) return result;
  std::scoped_lock const lock(ptyger::fft::fftw_planner());
  plans().by_handle.at(handle).work_area = area;
  return CUFFT_SUCCESS;
}

cufftResult cufftSetStream(cufftHandle handle, cudaStream_t stream) {
  if (auto const result = failure("cufftSetStream"); result != CUFFT_SUCCESS) return result;
  std::scoped_lock const lock(ptyger::fft::fftw_planner());
  plans().by_handle.at(handle).stream = stream;
  return CUFFT_SUCCESS;
}

cufftResult cufftExecC2C(cufftHandle handle, cufftComplex* in, cufftComplex* out, int direction) {
  if (in != out) return CUFFT_NOT_SUPPORTED;
  return execute(handle, in, direction, true, "cufftExecC2C");
}

cufftResult cufftExecZ2Z(cufftHandle handle, cufftDoubleComplex* in, cufftDoubleComplex* out, int direction) {
  if (in != out) return CUFFT_NOT_SUPPORTED;
  return execute(handle, in, direction, false, "cufftExecZ2Z");
}

/// Waits for the GPU, as the real function does.
cufftResult cufftDestroy(cufftHandle handle) {
  std::unique_lock lock(ptyger::fft::fftw_planner());
  auto const found = plans().by_handle.find(handle);
  if (found == plans().by_handle.end()) {
    record_violation("cufftDestroy of a handle of no plan");
    return CUFFT_INVALID_PLAN;
  }
  auto const plan = found->second;
  plans().by_handle.erase(found);
  lock.unlock();
  ptyger::gpu_double::wait_for_gpu(plan.gpu);
  if (plan.allocates && plan.work_area != nullptr) cudaFree(plan.work_area);
  lock.lock();
  for (int which = 0; which < 2; ++which) {
    if (plan.single_plan[which] != nullptr) fftwf_destroy_plan(plan.single_plan[which]);
    if (plan.double_plan[which] != nullptr) fftw_destroy_plan(plan.double_plan[which]);
  }
  return CUFFT_SUCCESS;
}

}  // extern "C"
