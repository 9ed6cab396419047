#pragma once

#include <cuda_runtime_api.h>

#include "tests/gpu_double/state.hpp"

/// Helpers of the entry points of the CUDA runtime. Not for tests.
namespace ptyger::gpu_double {

/// Counts a call, and waits if a test has told it to take longer. Returns true when a test has told it to fail, and
/// sets `status`.
bool fails(char const* function, cudaError_t& status);

}  // namespace ptyger::gpu_double
