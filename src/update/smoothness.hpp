#pragma once

#include <algorithm>
#include <array>

#include "device/mirrored.hpp"
#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger::update {

/// 1 / threshold^2 of edges; 0 without a threshold. Thresholds below the rounding of single precision would overflow.
inline double inverse_square(double threshold) {
  double const least = std::max(threshold, 1e-7);
  return threshold > 0 ? 1 / (least * least) : 0;
}

/// sqrt(1 + |u|^2 / e^2): how much less an edge is smoothed than a small difference. square: |u|^2; inverse: 1 / e^2.
template <class Number>
KOKKOS_INLINE_FUNCTION Number edge_factor(Number square, Number inverse) {
  return Kokkos::sqrt(1 + inverse * square);
}

/// The smoothness term R = share * n * sum over pairs of horizontal and vertical neighbours of
/// 2 e^2 (sqrt(1 + |u|^2 / e^2) - 1), with the power n = sum |p|^2 of the probe, the difference u = psi_a - psi_b and
/// e^2 = threshold^2 * mean power / n. Differences below e cost |u|^2; larger ones are edges and cost as their length
/// only, 2 e |u| (Charbonnier et al., IEEE Trans. Image Process. 6, 298 (1997)). The factors of n make R independent of
/// the scale between object and probe, which the data do not determine. The owner of the left or upper pixel of a pair
/// counts it; the local box of every device has the pixels around its owned pixels.
///
/// Along a direction R lies below the quartic that weighs |u + gamma v|^2 by the present 1 / sqrt(1 + |u|^2 / e^2), and
/// touches it at gamma = 0; the line search adds this quartic. Without a threshold both are equal.
template <class Exec, class Real>
class Smoothness {
 public:
  explicit Smoothness(DeviceContext<Exec> const& device)
      : device_(device),
        pairs_(make_view<View<device::Sums<4>>>(device, "sums of the smoothness")),
        powers_(make_view<View<device::Sums<3>>>(device, "power of the probe")) {}

  /// share: weight of a pair divided by the power of the probe; 0: there is no smoothness term. threshold: of edges,
  /// for an object whose probe has the power mean_power, photons a frame; 0: no difference is an edge.
  void set(double share, double threshold, double mean_power) {
    share_ = share;
    edges_ = inverse_square(threshold) / mean_power;
  }
  /// Whether there is a smoothness term.
  [[nodiscard]] bool active() const { return share_ > 0; }

  /// Coefficients of this device's part of the quartic, a polynomial in gamma; waits for the device.
  std::array<double, 5> along(model::Estimate<Exec, Real> const& estimate, model::Estimate<Exec, Real> const& direction,
                              model::Moves moves) const;
  /// This device's part of R.
  double value(model::Estimate<Exec, Real> const& estimate) const {
    return along(estimate, estimate, {false, false})[0];
  }

  /// Value and curvature of the smoothness term.
  struct ValueAndCurvature {
    double value = 0;      ///< this device's part of R
    double curvature = 0;  ///< diagonal of the Hessian of R without edges by the object, in units of the illumination
  };
  /// Adds this device's part of the gradient, dR / d conj(psi) in its owned pixels and dR / d conj(p), which still have
  /// to be summed over the devices.
  ValueAndCurvature add_gradient(model::Estimate<Exec, Real> const& estimate,
                                 model::Estimate<Exec, Real> const& gradient) const;

 private:
  template <class Sums>
  using View = Kokkos::View<Sums, typename Exec::memory_space>;

  /// Coefficients of the power of the probe along the direction, the same on every device.
  std::array<double, 3> powers(model::Estimate<Exec, Real> const& estimate,
                               model::Estimate<Exec, Real> const& direction) const;
  /// Penalty of this device's pairs, and coefficients of their weighted squares along the direction; power: of the
  /// probe.
  device::Sums<4> pairs(model::Estimate<Exec, Real> const& estimate, model::Estimate<Exec, Real> const& direction,
                        double power) const;

  DeviceContext<Exec> const& device_;
  double share_ = 0;  ///< weight of a pair of neighbouring pixels divided by the power of the probe
  double edges_ = 0;  ///< times the power of the probe: 1 / e^2
  device::Mirrored<View<device::Sums<4>>> pairs_;
  device::Mirrored<View<device::Sums<3>>> powers_;
};

/// Number of frames divided by the number of pixels of the scanned field, which extends half a probe window beyond the
/// positions on each axis. Times sum |p|^2 it is the mean illumination of a pixel, so that a weight in units of it has
/// the same effect for every dose and number of frames.
double illumination_share(int frames, std::size_t rows, std::size_t cols, std::size_t probe);

}  // namespace ptyger::update
