#pragma once

#include "core/box.hpp"
#include "device/copy.hpp"
#include "device/launch.hpp"

namespace ptyger::model {

/// Object and probe together: the iterate, its gradient, a direction. One vector of the joint conjugate gradients.
template <class Exec, class Real>
struct Estimate {
  Array2<Exec, Complex<Real>> object;  ///< [row][col] of the part that the device holds
  Array3<Exec, Complex<Real>> probe;   ///< [mode][row][col]
  core::Box updated;                   ///< pixels of the object that the device steps itself
  core::Box owned;                     ///< pixels of the object that are counted with this device in sums
};

template <class Exec, class Real>
Estimate<Exec, Real> make_estimate(DeviceContext<Exec> const& device, char const* label, int rows, int cols, int modes,
                                   int probe) {
  core::Box const all{0, 0, rows, cols};
  return {make_zeros<Array2<Exec, Complex<Real>>>(device, label, rows, cols),
          make_zeros<Array3<Exec, Complex<Real>>>(device, label, modes, probe, probe), all, all};
}

/// Another one of the same shape, all zeros.
template <class Exec, class Real>
Estimate<Exec, Real> make_estimate(DeviceContext<Exec> const& device, char const* label,
                                   Estimate<Exec, Real> const& like) {
  auto result = make_estimate<Exec, Real>(device, label, like.object.extent_int(0), like.object.extent_int(1),
                                          like.probe.extent_int(0), like.probe.extent_int(1));
  result.updated = like.updated;
  result.owned = like.owned;
  return result;
}

template <class Exec, class Real>
void clear(DeviceContext<Exec> const& device, Estimate<Exec, Real> const& estimate) {
  device::set_zero(device, estimate.object);
  device::set_zero(device, estimate.probe);
}

/// Part of an image: where it begins, how far its rows are apart, and its size.
struct Window {
  std::int64_t offset = 0;
  int stride = 0;
  device::Extent extent;
};

/// A box of the object that a device holds, and all probe modes below each other.
template <class Exec, class T>
Window window(Array2<Exec, T> const& image, core::Box const& box) {
  int const stride = image.extent_int(1);
  return {std::int64_t{box.row} * stride + box.col, stride, {1, box.rows, box.cols}};
}
template <class Exec, class Real>
Window held_object(Estimate<Exec, Real> const& e) {
  return window<Exec>(e.object, {0, 0, e.object.extent_int(0), e.object.extent_int(1)});
}
template <class Exec, class Real>
Window whole_probe(Estimate<Exec, Real> const& e) {
  int const size = e.probe.extent_int(2);
  return {0, size, {1, e.probe.extent_int(0) * e.probe.extent_int(1), size}};
}

/// What the preconditioner divides by: object = sum over frames of S^T |p|^2 (the illumination), valid where the device
/// steps the object; probe = sum of |S psi|^2.
template <class Exec, class Real>
struct Illumination {
  Array2<Exec, Real> object;  ///< [row][col]
  Array2<Exec, Real> probe;   ///< [row][col], the same for every mode
  Array2<Exec, Real> power;   ///< [row][col] of P x P: sum over modes of |p|^2
  double stiffness = 0;       ///< of the object by what else is minimised than the misfit
  double peak = 0;            ///< largest value of the object's illumination on any device
};

template <class Exec, class Real>
Illumination<Exec, Real> make_illumination(DeviceContext<Exec> const& device, int rows, int cols, int probe) {
  return {make_zeros<Array2<Exec, Real>>(device, "illumination", rows, cols),
          make_zeros<Array2<Exec, Real>>(device, "illumination of the probe", probe, probe),
          make_zeros<Array2<Exec, Real>>(device, "probe power", probe, probe)};
}

}  // namespace ptyger::model
