#pragma once

#include <span>
#include <vector>

#include "device/item_sums.hpp"
#include "device/mirrored.hpp"
#include "model/forward_model.hpp"

namespace ptyger::gradient {

/// How well the model explains the frames of a device: the misfit of each frame, and the sums of all measured and all
/// calculated intensities. One transform a frame and mode.
template <class Exec, class Real>
class FitPass {
 public:
  FitPass(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real>& model);

  /// Sums up all frames of the device at the estimate.
  void run(model::Estimate<Exec, Real> const& estimate);

  /// [frame of the device] (sum (sqrt I - sqrt d)^2 / sum d)^(1/2) over the measured pixels of the last run; 0 for a
  /// frame without counts.
  [[nodiscard]] std::vector<double> frame_nrmse() const;
  /// [3][row][col] sums of d and of I, photons, and number of frames, over the frames of the last run that measured the
  /// pixel.
  [[nodiscard]] std::vector<double> patterns() const;

 private:
  DeviceContext<Exec> const& device_;
  model::ForwardModel<Exec, Real>& model_;
  device::ItemSums<Exec, 2> frame_sums_;
  device::Mirrored<Array1<Exec, device::Sums<2>>> sums_;  ///< [frame of the device]
  device::Mirrored<Array1<Exec, double>> patterns_;       ///< [3][row][col]
};

}  // namespace ptyger::gradient
