#pragma once

#include "model/frame_probe_kernels.hpp"
#include "model/patches.hpp"
#include "model/wave_rows.hpp"

namespace ptyger::model {

/// Factors of the propagator for each frame whose exit wave is shifted by the fraction f of its position, which they
/// shift back: factor(k) exp(+2 pi i k f). item = frame, row 0: factors of the rows, row 1: of the columns.
template <class Real>
struct ShiftPropagator {
  Complex<Real> const* factors;  ///< [2][D] of a frame at a whole pixel
  Real const* fraction;          ///< [frame][2]
  FrameRange chunk;
  Complex<Real>* shifted;  ///< [frame of the chunk][2][D]
  int size;                ///< D: waves are D x D pixels

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const shift = fraction[2 * static_cast<std::int64_t>(chunk(s.item)) + s.row];
    Complex<Real> const* in = factors + s.row * size;
    Complex<Real>* out = shifted + (2 * std::int64_t{s.item} + s.row) * size;
    for (int col = s.col; col < s.col + s.width; ++col)
      out[col] = conj_times(shift_phase(signed_frequency(col, size), shift, size), in[col]);
  }
};

/// Factors of the propagator for the frames of a chunk, each the product of a factor of its row and a factor of its
/// column.
template <class Real>
struct PropagatorRows {
  Complex<Real> const* factors = nullptr;  ///< [frame][2][D], or [2][D] for all frames
  std::int64_t frame_size = 0;             ///< values from frame to frame; 0: all frames share the factors
  int size = 0;                            ///< D

  [[nodiscard]] KOKKOS_FUNCTION Complex<Real> row(int frame, int row) const {
    return factors[frame * frame_size + row];
  }
  [[nodiscard]] KOKKOS_FUNCTION Complex<Real> const* cols(int frame) const {
    return factors + frame * frame_size + size;
  }
};

/// Multiplies the spectra of waves by the propagator, or by its complex conjugate. item = frame, [row][col] of D x D.
template <class Exec, class Real, bool conjugate>
struct Propagate {
  static constexpr int strip_rows = device::column_rows<Exec>;

  WaveRows<Real> spectrum;
  PropagatorRows<Real> propagator;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real> const* cols = propagator.cols(s.item) + s.col;
    for (int mode = 0; mode < spectrum.modes; ++mode)
      for (int row = s.row; row < s.row + s.height; ++row) {
        Complex<Real> const of_row = propagator.row(s.item, row);
        Complex<Real>* out = spectrum.row(s.item, mode, row) + s.col;
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < s.width; ++i) {
          Complex<Real> const factor = of_row * cols[i];
          out[i] = conjugate ? conj_times(factor, out[i]) : factor * out[i];
        }
      }
  }
};

/// Derivative of propagated waves by the fraction f along one axis, when both the exit wave and the factors depend on
/// it: spectrum = H (spectrum + (2 pi i k / D) wave), of the spectra of the derivative of the exit wave and of the exit
/// wave itself. item = frame, [row][col] of D x D.
template <class Exec, class Real>
struct PropagateDerivative {
  static constexpr int strip_rows = device::column_rows<Exec>;

  WaveRows<Real> spectrum;  ///< of the derivative of the exit wave
  WaveRows<Real> wave;      ///< of the exit wave
  PropagatorRows<Real> propagator;
  bool along_rows;  ///< the derivative is by the row of the position

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real> const* cols = propagator.cols(s.item) + s.col;
    for (int mode = 0; mode < spectrum.modes; ++mode)
      for (int row = s.row; row < s.row + s.height; ++row) {
        Complex<Real> const of_row = propagator.row(s.item, row);
        Complex<Real>* out = spectrum.row(s.item, mode, row) + s.col;
        Complex<Real> const* in = wave.row(s.item, mode, row) + s.col;
        for (int i = 0; i < s.width; ++i) {
          Real const slope = angle_a_pixel(along_rows ? row : s.col + i);
          out[i] = of_row * cols[i] * (out[i] + Complex<Real>(-slope * in[i].imag(), slope * in[i].real()));
        }
      }
  }

 private:
  /// 2 pi k / D
  [[nodiscard]] KOKKOS_FUNCTION Real angle_a_pixel(int index) const {
    int const size = propagator.size;
    int const frequency = signed_frequency(index, size);
    return 2 * Kokkos::numbers::pi_v<Real> * static_cast<Real>(frequency) / static_cast<Real>(size);
  }
};

}  // namespace ptyger::model
