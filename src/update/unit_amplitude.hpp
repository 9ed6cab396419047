#pragma once

#include <array>

#include "device/mirrored.hpp"
#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger::update {

/// The penalty R = weight * sum (|psi|^2 - 1)^2 over the pixels of the object, for samples that hardly absorb. It is a
/// quartic along every direction, so the line search adds it exactly. The owner of a pixel counts it. Pixels that no
/// frame illuminates begin at 1 and stay there.
template <class Exec, class Real>
class UnitAmplitude {
 public:
  explicit UnitAmplitude(DeviceContext<Exec> const& device)
      : device_(device), sums_(make_view<View<device::Sums<5>>>(device, "sums of the unit amplitude")) {}

  /// weight: of one pixel; 0: there is no such penalty.
  void set(double weight) { weight_ = weight; }
  /// Whether there is a penalty.
  [[nodiscard]] bool active() const { return weight_ > 0; }

  /// Coefficients of this device's part of R in powers of gamma, for psi + gamma d; waits for the device.
  std::array<double, 5> along(model::Estimate<Exec, Real> const& estimate, model::Estimate<Exec, Real> const& direction,
                              model::Moves moves) const;
  /// This device's part of R.
  double value(model::Estimate<Exec, Real> const& estimate) const {
    return along(estimate, estimate, {false, false})[0];
  }
  /// Adds dR / d conj(psi) in the owned pixels of this device to the gradient. Returns this device's part of R.
  double add_gradient(model::Estimate<Exec, Real> const& estimate, model::Estimate<Exec, Real> const& gradient) const;
  /// Derivative of the gradient of a pixel by psi where |psi| is 1, in units of the illumination.
  [[nodiscard]] double curvature() const { return 2 * weight_; }

 private:
  template <class Sums>
  using View = Kokkos::View<Sums, typename Exec::memory_space>;

  DeviceContext<Exec> const& device_;
  double weight_ = 0;
  device::Mirrored<View<device::Sums<5>>> sums_;
};

}  // namespace ptyger::update
