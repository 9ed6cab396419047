#pragma once

#include <array>
#include <span>
#include <vector>

#include "device/mirrored.hpp"
#include "model/forward_model.hpp"
#include "update/frame_fit_kernels.hpp"

namespace ptyger::update {

/// Gradient g and expected curvature H of the objective by row, column (pixels) and log brightness of one frame.
struct FrameSlopes {
  std::array<double, 3> gradient = {};
  std::array<std::array<double, 3>, 3> curvature = {};
  double objective = 0;
};

/// The step that leads to the least of the quadratic g.x + x.Hx/2 over the parameters that are fitted; 0 for the others
/// and where the curvature says nothing.
std::array<double, 3> frame_step(FrameSlopes const& slopes, std::array<bool, 3> const& fitted);

/// Sums that tell how what belongs to single frames, and the background that all share, should move (Gauss-Newton with
/// exact derivatives of the sampled model). One transform a frame and mode, two more for positions, with `fourier`
/// three more.
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
  bool positions_;
  device::Mirrored<Array1<Exec, device::Sums<frame_sums>>> sums_;  ///< [frame]
  device::Mirrored<Array1<Exec, Real>> background_;  ///< [2][row][col]; empty: the background is not fitted
  std::vector<FrameSlopes> slopes_;                  ///< [frame]
};

}  // namespace ptyger::update
