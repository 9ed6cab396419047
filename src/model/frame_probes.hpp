#pragma once

#include <array>

#include "fft/fft2d_batch.hpp"
#include "model/estimate.hpp"
#include "model/exit_waves.hpp"
#include "model/transform_count.hpp"

namespace ptyger::model {

/// The two vectors that the forward model reads: the iterate and a direction.
enum class Slot { estimate = 0, direction = 1 };

/// Probes that differ from frame to frame, and the transpose of what makes them differ: `fourier` sampling shifts them
/// by the fraction of a pixel of each frame (src/solver/README.md, "Positions between pixels"); a variable probe adds
/// to the first mode of each frame its shares of the variation probes ("Variable probe"). Everything is allocated at
/// construction.
template <class Exec, class Real>
class FrameProbes {
 public:
  /// transforms: counts the transforms, but not the transforms of set() and add_to(), which are the same for all
  /// frames.
  FrameProbes(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan, int probe_size,
              TransformCount& transforms);
  /// Whether the frames of a scan need probes of their own.
  [[nodiscard]] static bool needed(DeviceScan<Exec, Real> const& scan) {
    return scan.sampling == Sampling::fourier || scan.variation > 0;
  }

  /// Sets the modes, then the variation probes, [M + K][row][col], of the next chunks. The memory must stay.
  void set(Array3<Exec, Complex<Real>> const& probe, Slot slot);
  /// The modes of a slot as the frames of a chunk see them.
  ProbeRows<Real> at(FrameRange chunk, Slot slot);
  /// Derivative of the modes of Slot::estimate by the position of each frame, `fourier` only; overwrites the probes
  /// that at(chunk, Slot::direction) returned.
  ProbeRows<Real> derivative(FrameRange chunk, Along along);
  /// The variation probes of Slot::estimate as the frames of a chunk see them, [frame][K][row][col].
  ProbeRows<Real> variations(FrameRange chunk);

  /// Work images for one real image a frame, [frame][row][col] of P x P.
  [[nodiscard]] ImageRows<Real> powers() const;

  /// Gradients of the probes of a chunk, [frame][mode][row][col], set to zero for the caller to add to.
  [[nodiscard]] Complex<Real>* clear_gradients();
  /// Sums the gradients of clear_gradients() over the frames, as gradients of modes and variation probes. The last at()
  /// must have been for the same chunk.
  void gather(FrameRange chunk);
  /// Adds the sum of all gather() since the last call to the gradient of the probe, [M + K][row][col].
  void add_to(Array3<Exec, Complex<Real>> const& gradient);

 private:
  [[nodiscard]] bool shifts() const { return scan_.sampling == Sampling::fourier; }
  ProbeRows<Real> form(FrameRange chunk, Complex<Real> const* images, int modes, bool varies, Complex<Real>* to,
                       Along along);

  DeviceContext<Exec> const& device_;
  DeviceScan<Exec, Real> const& scan_;
  TransformCount& transform_count_;
  int size_;  ///< P: the probe is P x P pixels
  fft::Fft2dBatch<Exec, Real> fft_;
  Array3<Exec, Real> powers_;                            ///< [frame][P][P] memory of powers()
  std::array<Array3<Exec, Complex<Real>>, 2> spectrum_;  ///< [slot][M + K][P][P] of the probe; only if it is shifted
  std::array<Complex<Real> const*, 2> images_ = {};      ///< [slot] the probe or its spectrum
  std::array<Array1<Exec, Complex<Real>>, 2> probes_;    ///< [slot][frame][mode][P][P]
  Array1<Exec, Complex<Real>> variations_;               ///< [frame][K][P][P], only if it is shifted
  Array1<Exec, Complex<Real>> gradients_;                ///< [frame][mode][P][P] of the probes of a chunk
  Array3<Exec, Complex<Real>> sum_;                      ///< [M + K][P][P], sum of gather(); a spectrum if shifted
  Array1<Exec, Complex<Real>> phases_;                   ///< [frame][2][P] phase factors, ShiftPhases
};

}  // namespace ptyger::model
