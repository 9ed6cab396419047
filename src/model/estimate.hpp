#pragma once

#include "device/copy.hpp"
#include "device/launch.hpp"

namespace ptyger {

/// Object and probe together: the iterate, its gradient, a direction. One vector of the joint conjugate gradients.
template <class Exec, class Real>
struct Estimate {
  Array2<Exec, Complex<Real>> object;  ///< [row][col]
  Array3<Exec, Complex<Real>> probe;   ///< [mode][row][col]
};

template <class Exec, class Real>
Estimate<Exec, Real> make_estimate(DeviceContext<Exec> const& device, char const* label, int rows, int cols, int modes,
                                   int probe) {
  return {make_zeros<Array2<Exec, Complex<Real>>>(device, label, rows, cols),
          make_zeros<Array3<Exec, Complex<Real>>>(device, label, modes, probe, probe)};
}

/// Another one of the same shape, all zeros.
template <class Exec, class Real>
Estimate<Exec, Real> make_estimate(DeviceContext<Exec> const& device, char const* label,
                                   Estimate<Exec, Real> const& like) {
  return make_estimate<Exec, Real>(device, label, like.object.extent_int(0), like.object.extent_int(1),
                                   like.probe.extent_int(0), like.probe.extent_int(1));
}

template <class Exec, class Real>
void clear(DeviceContext<Exec> const& device, Estimate<Exec, Real> const& estimate) {
  Kokkos::deep_copy(device.exec, estimate.object, Complex<Real>(0));
  Kokkos::deep_copy(device.exec, estimate.probe, Complex<Real>(0));
}

/// The two parts as rows x cols of one image each: the object, and all probe modes below each other.
template <class Exec, class Real>
Extent object_extent(Estimate<Exec, Real> const& e) {
  return {1, e.object.extent_int(0), e.object.extent_int(1)};
}
template <class Exec, class Real>
Extent probe_extent(Estimate<Exec, Real> const& e) {
  return {1, e.probe.extent_int(0) * e.probe.extent_int(1), e.probe.extent_int(2)};
}

/// What the preconditioner divides by: object = sum over frames of S^T |p|^2 (the illumination), probe = sum of |S
/// psi|^2.
template <class Exec, class Real>
struct Illumination {
  Array2<Exec, Real> object;  ///< [row][col]
  Array2<Exec, Real> probe;   ///< [row][col], the same for every mode
  Array2<Exec, Real> power;   ///< [row][col] of P x P: sum over modes of |p|^2
};

template <class Exec, class Real>
Illumination<Exec, Real> make_illumination(DeviceContext<Exec> const& device, int rows, int cols, int probe) {
  return {make_zeros<Array2<Exec, Real>>(device, "illumination", rows, cols),
          make_zeros<Array2<Exec, Real>>(device, "illumination of the probe", probe, probe),
          make_zeros<Array2<Exec, Real>>(device, "probe power", probe, probe)};
}

}  // namespace ptyger
