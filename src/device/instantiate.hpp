#pragma once

#include "device/views.hpp"

/// Expands macro(Exec, Real) for every execution space and precision of this build, for explicit instantiations.
#ifdef KOKKOS_ENABLE_CUDA
#define PTYGER_FOR_EACH_DEVICE(macro) \
  macro(Kokkos::Serial, float) macro(Kokkos::Serial, double) macro(Kokkos::Cuda, float) macro(Kokkos::Cuda, double)
#else
#define PTYGER_FOR_EACH_DEVICE(macro) macro(Kokkos::Serial, float) macro(Kokkos::Serial, double)
#endif
