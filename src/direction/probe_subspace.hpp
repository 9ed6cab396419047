#pragma once

#include <optional>

#include "fft/fft2d_batch.hpp"
#include "ptyger/options.hpp"

namespace ptyger::direction {

/// The probes that a known aperture or support allows (src/solver/README.md, "Known aperture or support"). They are a
/// subspace, and its orthogonal projector is P = F^H a F with an aperture a, or the product with a support. Gradients,
/// preconditioned gradients and hence directions are projected, so that a probe that begins in the subspace stays there
/// without a change after any step.
template <class Exec, class Real>
class ProbeSubspace {
 public:
  explicit ProbeSubspace(DeviceContext<Exec> const& device) : device_(device) {}

  /// Takes over the aperture or the support of the constraints, for probes of size x size pixels and so many modes.
  void set(Constraints const& constraints, int size, int modes);
  /// Whether the probe is restricted.
  [[nodiscard]] bool active() const { return allowed_.size() > 0; }
  /// probe <- P probe for every mode, [mode][row][col]. Does not wait for the device.
  void project(Array3<Exec, Complex<Real>> const& probe) const;

 private:
  DeviceContext<Exec> const& device_;
  Array2<Exec, Real> allowed_;  ///< [row][col] 0 or, where the probe may be, 1; an aperture divided by the pixels
  std::optional<fft::Fft2dBatch<Exec, Real>> fft_;  ///< for an aperture
};

}  // namespace ptyger::direction
