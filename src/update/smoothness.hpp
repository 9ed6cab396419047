#pragma once

#include <array>

#include "model/estimate.hpp"

namespace ptyger {

/// R = weight * sum over pairs of neighbours (left and right, above and below) of |psi_a - psi_b|^2: an object with
/// equal neighbours costs nothing. Along a direction it is a parabola, so the line search has it exactly. A pair counts
/// with the device whose core holds its left or upper pixel; every device holds the pixels around its core.
template <class Exec, class Real>
class Smoothness {
 public:
  explicit Smoothness(DeviceContext<Exec> const& device)
      : device_(device),
        sums_(make_view<Sums3>(device, "sums of the smoothness")),
        sums_host_(Kokkos::create_mirror_view(sums_)) {}

  /// photons; 0: none of it
  void weigh(double weight) { weight_ = weight; }
  [[nodiscard]] bool active() const { return weight_ > 0; }
  /// Diagonal of the Hessian in the scale of the illumination: what the preconditioner adds to it.
  [[nodiscard]] double stiffness() const { return 4 * weight_; }

  /// This device's part of R(psi + gamma d) = c[0] + c[1] gamma + c[2] gamma^2; waits for the device.
  std::array<double, 3> along(Estimate<Exec, Real> const& estimate, Estimate<Exec, Real> const& direction) const;
  /// This device's part of R.
  double value(Estimate<Exec, Real> const& estimate) const { return along(estimate, estimate)[0]; }
  /// gradient += dR / d conj(psi) = weight * sum over neighbours b of (psi_a - psi_b), where the device steps.
  void add_gradient(Estimate<Exec, Real> const& estimate, Estimate<Exec, Real> const& gradient) const;

 private:
  using Sums3 = Kokkos::View<Sums<3>, typename Exec::memory_space>;
  DeviceContext<Exec> const& device_;
  double weight_ = 0;
  Sums3 sums_;
  typename Sums3::HostMirror sums_host_;
};

/// Mean counts on a pixel of the lit field, which takes half a probe window on each axis besides the positions. Neither
/// dose nor number of frames nor the estimate change a weight that is measured by it.
double mean_light(double total_counts, std::size_t rows, std::size_t cols, std::size_t probe);

}  // namespace ptyger
