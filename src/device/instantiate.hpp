#pragma once

#include "device/views.hpp"

/// Expands macro(Exec, Real) for every execution space and precision of this build, for explicit instantiations.
#ifdef PTYGER_HAS_GPU
#define PTYGER_FOR_EACH_DEVICE(macro) \
  macro(Kokkos::Serial, float) macro(Kokkos::Serial, double) macro(device::Gpu, float) macro(device::Gpu, double)
#else
#define PTYGER_FOR_EACH_DEVICE(macro) macro(Kokkos::Serial, float) macro(Kokkos::Serial, double)
#endif
