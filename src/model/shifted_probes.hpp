#pragma once

#include <array>

#include "fft/fft2d_batch.hpp"
#include "model/estimate.hpp"
#include "model/exit_waves.hpp"
#include "model/transform_count.hpp"

namespace ptyger::model {

/// The two vectors that the forward model reads: the iterate and a direction.
enum class Slot { estimate = 0, direction = 1 };

/// `fourier` sampling (src/solver/README.md, "Positions between pixels"): probes shifted by the fraction of a pixel of
/// each frame, and the transpose of this shift. Everything is allocated at construction.
template <class Exec, class Real>
class ShiftedProbes {
 public:
  /// transforms: counts the transforms, except those of set() and add_to(), which are the same for all frames.
  ShiftedProbes(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan, int probe_size,
                TransformCount& transforms);

  /// Sets the probe, [mode][row][col], that the next chunks shift.
  void set(Array3<Exec, Complex<Real>> const& probe, Slot slot);
  /// The probe of a slot, shifted for each frame of a chunk.
  ProbeRows<Real> shift(FrameRange chunk, Slot slot);
  /// Derivative of the shifted probe of Slot::estimate by the position of each frame; overwrites the
  /// probes that shift(chunk, Slot::direction) returned.
  ProbeRows<Real> derivative(FrameRange chunk, Along along);

  /// Work images for one real image a frame, [frame][row][col] of P x P.
  [[nodiscard]] ImageRows<Real> powers() const;

  /// Gradients of the shifted probes of a chunk, [frame][mode][row][col], set to zero for the caller to add to.
  [[nodiscard]] Complex<Real>* clear_gradients();
  /// Shifts the gradients of clear_gradients() back and sums them over the frames. The last shift() must have been for
  /// the same chunk.
  void unshift(FrameRange chunk);
  /// Adds the sum of all unshift() since the last call to the gradient of the probe, [mode][row][col].
  void add_to(Array3<Exec, Complex<Real>> const& gradient);

 private:
  ProbeRows<Real> shift(FrameRange chunk, Array3<Exec, Complex<Real>> const& spectrum,
                        Array1<Exec, Complex<Real>> const& shifted, Along along);

  DeviceContext<Exec> const& device_;
  DeviceScan<Exec, Real> const& scan_;
  TransformCount& transform_count_;
  int size_;  ///< P: the probe is P x P pixels
  fft::Fft2dBatch<Exec, Real> fft_;
  Array3<Exec, Real> powers_;                            ///< [frame][P][P] memory of powers()
  std::array<Array3<Exec, Complex<Real>>, 2> spectrum_;  ///< [slot][mode][P][P] of the unshifted probe
  std::array<Array1<Exec, Complex<Real>>, 2> shifted_;   ///< [slot][frame][mode][P][P]
  Array1<Exec, Complex<Real>> gradients_;                ///< [frame][mode][P][P] of the shifted probes
  Array3<Exec, Complex<Real>> gradient_spectrum_;        ///< [mode][P][P], sum of the gradients shifted back
  Array1<Exec, Complex<Real>> phases_;                   ///< [frame][2][P] phase factors, ShiftPhases
};

}  // namespace ptyger::model
