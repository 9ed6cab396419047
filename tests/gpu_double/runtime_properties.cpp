// The CUDA runtime: what the emulated GPUs are. All are joined by NVLink.
#include <cstdio>
#include <cstring>

#include <cuda_runtime.h>

#include "tests/gpu_double/device_memory.hpp"
#include "tests/gpu_double/runtime.hpp"

using ptyger::gpu_double::fails;

extern "C" {

cudaError_t cudaGetDeviceCount(int* count) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaGetDeviceCount", status)) return status;
  *count = ptyger::gpu_double::gpus;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int gpu) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaGetDeviceProperties", status)) return status;
  *properties = {};
  std::strcpy(properties->name, "Emulated GPU");
  properties->totalGlobalMem = ptyger::gpu_double::memory_of(gpu).capacity();
  return cudaSuccess;
}

cudaError_t cudaDeviceGetPCIBusId(char* text, int length, int gpu) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaDeviceGetPCIBusId", status)) return status;
  std::snprintf(text, static_cast<std::size_t>(length), "0000:%02X:00.0", gpu + 1);
  return cudaSuccess;
}

cudaError_t cudaDeviceGetP2PAttribute(int* value, cudaDeviceP2PAttr attribute, int, int) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaDeviceGetP2PAttribute", status)) return status;
  *value = attribute == cudaDevP2PAttrNativeAtomicSupported ? 1 : 0;
  return cudaSuccess;
}

cudaError_t cudaDeviceCanAccessPeer(int* can, int, int) {
  cudaError_t status = cudaSuccess;
  if (fails("cudaDeviceCanAccessPeer", status)) return status;
  *can = 1;
  return cudaSuccess;
}

}  // extern "C"
