#pragma once

#include <array>

#include "device/mirrored.hpp"
#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger::update {

/// The smoothness term R = share * sum |p|^2 * sum over pairs of horizontal and vertical neighbours of
/// |psi_a - psi_b|^2. The factor sum |p|^2 makes R independent of the scale between object and probe, which the data do
/// not determine. Along a direction R is a quartic, which the line search adds exactly. The owner of the left or upper
/// pixel of a pair counts it; the local box of every device has the pixels around its owned pixels.
template <class Exec, class Real>
class Smoothness {
 public:
  explicit Smoothness(DeviceContext<Exec> const& device)
      : device_(device), sums_(make_view<Sums3>(device, "sums of the smoothness")) {}

  /// Sets the weight of a pair: share * sum |p|^2, photons. 0: there is no smoothness term.
  void set_weight(double share) { share_ = share; }
  /// Whether there is a smoothness term.
  [[nodiscard]] bool active() const { return share_ > 0; }

  /// Coefficients of this device's part of R(x + gamma d), a polynomial in gamma; waits for the device.
  std::array<double, 5> along(model::Estimate<Exec, Real> const& estimate, model::Estimate<Exec, Real> const& direction,
                              model::Moves moves) const;
  /// This device's part of R.
  double value(model::Estimate<Exec, Real> const& estimate) const {
    return along(estimate, estimate, {false, false})[0];
  }

  /// Value and curvature of the smoothness term.
  struct ValueAndCurvature {
    double value = 0;      ///< this device's part of R
    double curvature = 0;  ///< diagonal of the Hessian of R by the object, in units of the illumination
  };
  /// Adds this device's part of the gradient, dR / d conj(psi) in its owned pixels and dR / d conj(p), which still have
  /// to be summed over the devices.
  ValueAndCurvature add_gradient(model::Estimate<Exec, Real> const& estimate,
                                 model::Estimate<Exec, Real> const& gradient) const;

 private:
  std::array<double, 3> pairs(model::Estimate<Exec, Real> const& estimate,
                              model::Estimate<Exec, Real> const& direction) const;
  std::array<double, 3> powers(model::Estimate<Exec, Real> const& estimate,
                               model::Estimate<Exec, Real> const& direction) const;
  template <class Functor>
  std::array<double, 3> sum(char const* label, device::Extent extent, Functor const& functor) const;

  using Sums3 = Kokkos::View<device::Sums<3>, typename Exec::memory_space>;
  DeviceContext<Exec> const& device_;
  double share_ = 0;  ///< weight of a pair of neighbouring pixels divided by the power sum |p|^2 of the probe
  device::Mirrored<Sums3> sums_;
};

/// Number of frames divided by the number of pixels of the scanned field, which extends half a probe window beyond the
/// positions on each axis. Times sum |p|^2 it is the mean illumination of a pixel, so that a weight in units of it has
/// the same effect for every dose and number of frames.
double illumination_share(int frames, std::size_t rows, std::size_t cols, std::size_t probe);

}  // namespace ptyger::update
