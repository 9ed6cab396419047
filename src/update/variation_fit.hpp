#pragma once

#include <vector>

#include "device/item_sums.hpp"
#include "device/mirrored.hpp"
#include "model/forward_model.hpp"
#include "update/variation_fit_kernels.hpp"

namespace ptyger::update {

/// Gradient g and expected curvature H of the objective of one frame by the logarithm of its brightness and by real and
/// imaginary part of its share of each variation probe: 1 + 2 K parameters.
struct ShareSlopes {
  std::vector<double> gradient;   ///< g
  std::vector<double> curvature;  ///< H, [row][col]
};

/// The sums of Gauss-Newton steps of brightness and shares of each frame (src/solver/README.md, "Variable probe"). 1 +
/// K transforms a frame, and one for each further mode; with `fourier` twice as many.
template <class Exec, class Real>
class VariationFitPass {
 public:
  VariationFitPass(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real>& model);

  /// Slopes of all frames of the device, [frame], at the estimate. Valid until the next run.
  std::vector<ShareSlopes> const& run(model::Estimate<Exec, Real> const& estimate, Noise noise);

 private:
  void sum(model::ChunkEstimate<Real> const& x, model::AnyFrameRows const& counts, Noise noise);

  DeviceContext<Exec> const& device_;
  model::ForwardModel<Exec, Real>& model_;
  Array1<Exec, Complex<Real>> parts_;  ///< [frame][K][D][D] far fields of the variation probes of a chunk
  device::ItemSums<Exec, variation_sums> frame_sums_;
  device::Mirrored<Array1<Exec, device::Sums<variation_sums>>> sums_;  ///< [frame] sums of SumVariationFit
  std::vector<ShareSlopes> slopes_;                                    ///< [frame]
};

}  // namespace ptyger::update
