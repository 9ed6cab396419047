#pragma once

#include "device/views.hpp"

/// Applies a macro(Exec, Real) to every kind of device and precision of this build.
#ifdef KOKKOS_ENABLE_CUDA
#define PTYGER_FOR_EACH_DEVICE(macro) \
  macro(Kokkos::Serial, float) macro(Kokkos::Serial, double) macro(Kokkos::Cuda, float) macro(Kokkos::Cuda, double)
#else
#define PTYGER_FOR_EACH_DEVICE(macro) macro(Kokkos::Serial, float) macro(Kokkos::Serial, double)
#endif
