#pragma once

#include "core/box.hpp"
#include "device/copy.hpp"
#include "device/launch.hpp"

namespace ptyger::model {

/// Object and probe together: the iterate, its gradient, a direction. One vector of the joint conjugate gradients.
template <class Exec, class Real>
struct Estimate {
  Array2<Exec, Complex<Real>> object;  ///< [row][col] of the local box of the device
  Array3<Exec, Complex<Real>> probe;   ///< [mode][row][col]
  core::Box updated;                   ///< pixels of the object that the device updates itself, in the local box
  core::Box owned;                     ///< pixels of the object that this device counts in sums, in the local box
};

/// An estimate of zeros whose device updates and owns the whole object.
template <class Exec, class Real>
Estimate<Exec, Real> make_estimate(DeviceContext<Exec> const& device, char const* label, int rows, int cols, int modes,
                                   int probe) {
  core::Box const all{0, 0, rows, cols};
  return {make_zeros<Array2<Exec, Complex<Real>>>(device, label, rows, cols),
          make_zeros<Array3<Exec, Complex<Real>>>(device, label, modes, probe, probe), all, all};
}

/// An estimate of zeros with the shape and boxes of another.
template <class Exec, class Real>
Estimate<Exec, Real> make_estimate(DeviceContext<Exec> const& device, char const* label,
                                   Estimate<Exec, Real> const& like) {
  auto result = make_estimate<Exec, Real>(device, label, like.object.extent_int(0), like.object.extent_int(1),
                                          like.probe.extent_int(0), like.probe.extent_int(1));
  result.updated = like.updated;
  result.owned = like.owned;
  return result;
}

/// Sets object and probe to zero.
template <class Exec, class Real>
void clear(DeviceContext<Exec> const& device, Estimate<Exec, Real> const& estimate) {
  device::set_zero(device, estimate.object);
  device::set_zero(device, estimate.probe);
}

/// Part of an image in memory.
struct Window {
  std::int64_t offset = 0;  ///< pixels from the start of the image to the first pixel of the window
  int stride = 0;           ///< pixels from row to row
  device::Extent extent;    ///< rows and columns of the window
};

/// Window of a box of an image.
template <class Exec, class T>
Window window(Array2<Exec, T> const& image, core::Box const& box) {
  int const stride = image.extent_int(1);
  return {std::int64_t{box.row} * stride + box.col, stride, {1, box.rows, box.cols}};
}
/// Window of the whole local box of the object.
template <class Exec, class Real>
Window local_object(Estimate<Exec, Real> const& e) {
  return window<Exec>(e.object, {0, 0, e.object.extent_int(0), e.object.extent_int(1)});
}
/// Window of all probe modes, one below the other.
template <class Exec, class Real>
Window whole_probe(Estimate<Exec, Real> const& e) {
  int const size = e.probe.extent_int(2);
  return {0, size, {1, e.probe.extent_int(0) * e.probe.extent_int(1), size}};
}

/// Divisors of the preconditioner (src/solver/README.md, "Preconditioner"): the illumination of the object, sum over
/// frames of S^T |p|^2, valid in the pixels that the device updates, and of the probe, sum over frames of |S psi|^2.
template <class Exec, class Real>
struct Illumination {
  Array2<Exec, Real> object;        ///< [row][col]
  Array2<Exec, Real> probe;         ///< [row][col], the same for every mode
  Array2<Exec, Real> power;         ///< [row][col] of P x P: sum over modes of |p|^2
  double smoothness_curvature = 0;  ///< diagonal of the smoothness term's Hessian; the divisors are object + this
  double peak = 0;                  ///< largest illumination of the object on any device
  double probe_peak = 0;            ///< largest illumination of the probe
};

/// Illumination of zeros for an object of rows x cols and P x P probes.
template <class Exec, class Real>
Illumination<Exec, Real> make_illumination(DeviceContext<Exec> const& device, int rows, int cols, int probe) {
  return {make_zeros<Array2<Exec, Real>>(device, "illumination", rows, cols),
          make_zeros<Array2<Exec, Real>>(device, "illumination of the probe", probe, probe),
          make_zeros<Array2<Exec, Real>>(device, "probe power", probe, probe)};
}

}  // namespace ptyger::model
