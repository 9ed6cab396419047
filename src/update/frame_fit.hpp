#pragma once

#include <array>
#include <vector>

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

  /// [frame of the device], at the estimate; of frames that are not asked for what the last run found.
  std::vector<FrameSlopes> run(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate, Noise noise);
  /// Of the last run: [2][row][col], dL/db and its curvature by the background, from the frames of this device.
  [[nodiscard]] std::vector<double> background_slopes() const;

 private:
  void sum(model::FrameRange chunk, model::AnyFrameRows const& counts, Noise noise);

  DeviceContext<Exec> const& device_;
  model::ForwardModel<Exec, Real>& model_;
  bool positions_;
  Array1<Exec, device::Sums<frame_sums>> sums_;  ///< [frame]
  Array1<Exec, Real> background_;                ///< [2][row][col]; empty: not wanted
};

}  // namespace ptyger::update
