#pragma once

#include <array>

#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger::update {

/// R = share * sum |p|^2 * sum over pairs of neighbours (left and right, above and below) of |psi_a - psi_b|^2. An
/// object with equal neighbours costs nothing; the probe is in it so that a scale between object and probe, which the
/// data leave open, does not change it. Along a direction it is a quartic, so the line search has it exactly. A pair
/// counts with the device whose core holds its left or upper pixel; every device holds the pixels around its core.
template <class Exec, class Real>
class Smoothness {
 public:
  explicit Smoothness(DeviceContext<Exec> const& device)
      : device_(device),
        sums_(make_view<Sums3>(device, "sums of the smoothness")),
        sums_host_(Kokkos::create_mirror_view(sums_)) {}

  /// share: of sum |p|^2, whose unit is photons, in the weight of a pair; 0: there is no such term.
  void weigh(double share) { share_ = share; }
  [[nodiscard]] bool active() const { return share_ > 0; }

  /// This device's part of R along x + gamma d, in powers of gamma; waits for the device.
  std::array<double, 5> along(model::Estimate<Exec, Real> const& estimate, model::Estimate<Exec, Real> const& direction,
                              model::Moves moves) const;
  /// This device's part of R.
  double value(model::Estimate<Exec, Real> const& estimate) const {
    return along(estimate, estimate, {false, false})[0];
  }

  struct Added {
    double value = 0;      ///< this device's part of R
    double stiffness = 0;  ///< diagonal of the object's Hessian, in the scale of the illumination
  };
  /// Adds what its core has of the gradient, dR / d conj(psi) and dR / d conj(p), to be summed over the devices.
  Added add_gradient(model::Estimate<Exec, Real> const& estimate, model::Estimate<Exec, Real> const& gradient) const;

 private:
  std::array<double, 3> pairs(model::Estimate<Exec, Real> const& estimate,
                              model::Estimate<Exec, Real> const& direction) const;
  std::array<double, 3> powers(model::Estimate<Exec, Real> const& estimate,
                               model::Estimate<Exec, Real> const& direction) const;
  template <class Functor>
  std::array<double, 3> sum(char const* label, device::Extent extent, Functor const& functor) const;

  using Sums3 = Kokkos::View<device::Sums<3>, typename Exec::memory_space>;
  DeviceContext<Exec> const& device_;
  double share_ = 0;
  Sums3 sums_;
  typename Sums3::HostMirror sums_host_;
};

/// Frames over pixels of the field, which takes half a probe window on each axis besides the positions: times sum |p|^2
/// the mean light on its pixels, so that neither dose nor number of frames change what a share of that means.
double light_share(int frames, std::size_t rows, std::size_t cols, std::size_t probe);

}  // namespace ptyger::update
