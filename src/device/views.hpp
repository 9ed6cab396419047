#pragma once

#include <Kokkos_Core.hpp>

#ifdef PTYGER_GPU_DOUBLE
#include PTYGER_GPU_DOUBLE  // a header of the tests that defines device::Gpu
#endif

namespace ptyger::device {

template <class Real>
using Complex = Kokkos::complex<Real>;

/// Row-major arrays in the memory of a device.
template <class Exec, class T>
using Array1 = Kokkos::View<T*, Kokkos::LayoutRight, typename Exec::memory_space>;
template <class Exec, class T>
using Array2 = Kokkos::View<T**, Kokkos::LayoutRight, typename Exec::memory_space>;
template <class Exec, class T>
using Array3 = Kokkos::View<T***, Kokkos::LayoutRight, typename Exec::memory_space>;

template <class Exec>
inline constexpr bool is_host_device = std::is_same_v<typename Exec::memory_space, Kokkos::HostSpace>;

/// Execution space of GPUs: in a build with CUDA, and in the tests that run the code of GPUs on an emulated one.
#if defined(KOKKOS_ENABLE_CUDA)
#define PTYGER_HAS_GPU
using Gpu = Kokkos::Cuda;
#elif defined(PTYGER_GPU_DOUBLE)
#define PTYGER_HAS_GPU
#endif

/// Execution space of the devices that reconstruct: GPUs where there are any, else host threads.
#ifdef PTYGER_HAS_GPU
using RunDevice = Gpu;
#else
using RunDevice = Kokkos::Serial;
#endif

/// The value in double precision.
template <class Real>
KOKKOS_INLINE_FUNCTION Complex<double> to_double(Complex<Real> z) {
  return {double(z.real()), double(z.imag())};
}

/// Squared magnitude |z|^2.
template <class Real>
KOKKOS_INLINE_FUNCTION Real norm2(Complex<Real> z) {
  return z.real() * z.real() + z.imag() * z.imag();
}

/// conj(a) * b
template <class Real>
KOKKOS_INLINE_FUNCTION Complex<Real> conj_times(Complex<Real> a, Complex<Real> b) {
  return {a.real() * b.real() + a.imag() * b.imag(), a.real() * b.imag() - a.imag() * b.real()};
}

/// Re(conj(a) * b)
template <class Real>
KOKKOS_INLINE_FUNCTION Real real_inner(Complex<Real> a, Complex<Real> b) {
  return a.real() * b.real() + a.imag() * b.imag();
}

/// Array of complex values as an array of alternating real and imaginary parts, whose sums with real weights are
/// vectorised without shuffles.
template <class Real>
KOKKOS_INLINE_FUNCTION Real* parts(Complex<Real>* values) {
  return reinterpret_cast<Real*>(values);
}
template <class Real>
KOKKOS_INLINE_FUNCTION Real const* parts(Complex<Real> const* values) {
  return reinterpret_cast<Real const*>(values);
}

/// target += value. On a GPU the addition is atomic, since several threads may add to the same pixel. A complex number
/// is added as two reals: a 16-byte atomic takes a lock that is not safe over several GPUs.
template <class Exec, class Real>
KOKKOS_INLINE_FUNCTION void accumulate(Complex<Real>& target, Complex<Real> value) {
  if constexpr (is_host_device<Exec>) {
    target += value;
  } else {
    auto* parts = reinterpret_cast<Real*>(&target);
    Kokkos::atomic_add(parts, value.real());
    Kokkos::atomic_add(parts + 1, value.imag());
  }
}

/// target += value for a real number; atomic on a GPU.
template <class Exec, class Real>
KOKKOS_INLINE_FUNCTION void accumulate(Real& target, Real value) {
  if constexpr (is_host_device<Exec>)
    target += value;
  else
    Kokkos::atomic_add(&target, value);
}

}  // namespace ptyger::device

/// Names that other folders use without the prefix device::.
namespace ptyger {
using device::accumulate;
using device::Array1;
using device::Array2;
using device::Array3;
using device::Complex;
using device::conj_times;
using device::is_host_device;
using device::norm2;
using device::parts;
using device::real_inner;
using device::RunDevice;
}  // namespace ptyger
