#pragma once

#include <array>
#include <span>
#include <vector>

#include "device/item_sums.hpp"
#include "device/mirrored.hpp"
#include "model/forward_model.hpp"
#include "update/frame_fit_kernels.hpp"

namespace ptyger::update {

/// Gradient g and expected curvature H of the objective of one frame by its row, its column (pixels) and the logarithm
/// of its brightness.
struct FrameSlopes {
  std::array<double, 3> gradient = {};                  ///< g
  std::array<std::array<double, 3>, 3> curvature = {};  ///< H
  double objective = 0;                                 ///< objective of the frame over its fitted pixels
};

/// The minimum x of g.x + x.Hx/2 over the fitted parameters, with a damped H. x is 0 for parameters that are not fitted
/// or have no curvature.
std::array<double, 3> frame_step(FrameSlopes const& slopes, std::array<bool, 3> const& fitted);

/// Gradient and expected curvature of the objective by position and brightness of each frame, and by the background
/// that all frames share: the sums of Gauss-Newton steps, from exact derivatives of the sampled model. One transform a
/// frame and mode; two more for positions; with `fourier` one more, and two more for positions.
template <class Exec, class Real>
class FrameFitPass {
 public:
  /// positions: `bilinear` or `fourier` sampling only.
  FrameFitPass(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real>& model, bool positions,
               bool background);

  /// Slopes of all frames of the device, [frame], at the estimate. Frames outside `frames` keep their slopes of an
  /// earlier run. Valid until the next run.
  std::vector<FrameSlopes> const& run(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                                      Noise noise);
  /// Copies dL/db and its curvature by the background b, [2][row][col], of the frames of the last run.
  void copy_background_slopes(std::span<double> to) const;

 private:
  void sum(model::FrameRange chunk, model::AnyFrameRows const& counts, Noise noise);

  DeviceContext<Exec> const& device_;
  model::ForwardModel<Exec, Real>& model_;
  bool positions_;  ///< positions are fitted
  device::ItemSums<Exec, frame_sums> frame_sums_;
  device::Mirrored<Array1<Exec, device::Sums<frame_sums>>> sums_;  ///< [frame] sums of SumFrameFit
  device::Mirrored<Array1<Exec, Real>> background_;  ///< [2][row][col] slopes; empty: the background is not fitted
  std::vector<FrameSlopes> slopes_;                  ///< [frame]
};

}  // namespace ptyger::update
