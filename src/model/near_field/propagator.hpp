#pragma once

#include "model/device_scan.hpp"
#include "model/near_field/propagate_waves.hpp"

namespace ptyger::model {

/// The propagation of a near field in Fourier space (src/solver/README.md, "Near field"): the factors H_j(k) / D of
/// each frame j, whose 1/D is the scale of the second transform. With `fourier` sampling H_j shifts the exit wave,
/// which was made with the shifted probe, back by the fraction of the frame's position. Everything is allocated at
/// construction.
template <class Exec, class Real>
class Propagator {
 public:
  /// scan: of near fields.
  Propagator(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan);

  /// Makes the factors for the frames of a chunk, which the next calls are for.
  void set(FrameRange chunk);
  /// Multiplies the spectra of exit waves by H_j / D.
  void propagate(WaveRows<Real> spectra, int frames) const { multiply<false>(spectra, frames); }
  /// Multiplies the spectra of waves at the detector by conj(H_j) / D.
  void propagate_back(WaveRows<Real> spectra, int frames) const { multiply<true>(spectra, frames); }

  /// Whether H_j depends on the position of the frame.
  [[nodiscard]] bool shifts() const { return shifted_.size() > 0; }
  /// Memory for the exit waves of a chunk, which propagate_derivative() needs; only when shifts().
  [[nodiscard]] Complex<Real>* exit_waves() const { return exit_waves_.data(); }
  /// Derivative by the row or column of the positions, when shifts(): spectra of the derivatives of the exit waves
  /// become spectra of the derivatives of the waves at the detector. exit_waves: spectra of the exit waves.
  void propagate_derivative(WaveRows<Real> spectra, WaveRows<Real> exit_waves, Along along, int frames) const;

 private:
  template <bool conjugate>
  void multiply(WaveRows<Real> spectra, int frames) const;
  [[nodiscard]] PropagatorRows<Real> rows() const;

  DeviceContext<Exec> const& device_;
  DeviceScan<Exec, Real> const& scan_;
  Array2<Exec, Complex<Real>> factors_;     ///< [2][D] H / D of a frame at a whole pixel, rows and columns
  Array1<Exec, Complex<Real>> shifted_;     ///< [frame][2][D] of the frames of the chunk; `fourier` only
  Array1<Exec, Complex<Real>> exit_waves_;  ///< [frame][mode][D][D]; `fourier` only
};

}  // namespace ptyger::model
