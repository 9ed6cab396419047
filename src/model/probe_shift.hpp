#pragma once

#include "model/patches.hpp"

namespace ptyger::model {

/// exp(-2 pi i frequency shift / size). sincospi() of a GPU takes multiples of pi, exactly and without the local memory
/// that the reduction of a general angle needs.
template <class Real>
KOKKOS_INLINE_FUNCTION Complex<Real> shift_phase(int frequency, Real shift, int size) {
  KOKKOS_IF_ON_HOST((Real const angle = -2 * Kokkos::numbers::pi_v<Real> * static_cast<Real>(frequency) * shift /
                                        static_cast<Real>(size);
                     return {Kokkos::cos(angle), Kokkos::sin(angle)};))
  KOKKOS_IF_ON_DEVICE((Real sine; Real cosine;
                       sincospi(-2 * static_cast<Real>(frequency) * shift / static_cast<Real>(size), &sine, &cosine);
                       return {cosine, sine};))
}

/// Phase factors exp(-2 pi i k f) of the shift by the fraction f of each frame's position: item = frame, row 0: factors
/// of the rows, row 1: of the columns, one factor per frequency k of a transform of P points.
template <class Real>
struct ShiftPhases {
  Real const* fraction;  ///< [frame][2]
  FrameRange chunk;
  Complex<Real>* phases;           ///< [frame of the chunk][2][P]
  int size;                        ///< P: the probe is P x P pixels
  Along derivative = Along::none;  ///< axis whose factors are multiplied by -2 pi i k / P

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const shift = fraction[2 * static_cast<std::int64_t>(chunk(s.item)) + s.row];
    Complex<Real>* out = phases + (2 * std::int64_t{s.item} + s.row) * size;
    for (int col = s.col; col < s.col + s.width; ++col) {
      int const frequency = col < (size + 1) / 2 ? col : col - size;
      out[col] = shift_phase(frequency, shift, size);
      if (s.row == 0 ? derivative != Along::rows : derivative != Along::columns) continue;
      Real const angle = -2 * Kokkos::numbers::pi_v<Real> * static_cast<Real>(frequency) / static_cast<Real>(size);
      out[col] = Complex<Real>(-angle * out[col].imag(), angle * out[col].real());
    }
  }
};

/// Spectrum of the probe times `scale` and the phase factors of each frame: item = frame, rows = modes x P.
template <class Real>
struct ShiftSpectrum {
  Complex<Real> const* spectrum;  ///< [mode][row][col]
  Complex<Real> const* phases;    ///< [frame][2][P]
  Complex<Real>* shifted;         ///< [frame][mode][row][col]
  int modes;                      ///< probe modes
  int size;                       ///< P: the probe is P x P pixels
  Real scale;                     ///< factor that makes the pair of transforms the identity

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real> const* col_phases = phases + (2 * std::int64_t{s.item} + 1) * size;
    Complex<Real> const row_phase = scale * col_phases[s.row % size - size];
    Complex<Real> const* in = spectrum + std::int64_t{s.row} * size;
    Complex<Real>* out = shifted + (std::int64_t{s.item} * modes * size + s.row) * size;
    PTYGER_PIXEL_LOOP
    for (int col = s.col; col < s.col + s.width; ++col) out[col] = in[col] * (row_phase * col_phases[col]);
  }
};

/// Transpose of ShiftSpectrum, summed over the frames of the chunk: item = 0, rows = modes x P.
template <class Exec, class Real>
struct UnshiftSpectrum {
  Complex<Real> const* shifted;  ///< [frame][mode][row][col]
  Complex<Real> const* phases;   ///< [frame][2][P]
  Complex<Real>* sum;            ///< [mode][row][col]
  int frames;                    ///< frames of the chunk
  int modes;                     ///< probe modes
  int size;                      ///< P: the probe is P x P pixels
  Real scale;                    ///< factor that makes the pair of transforms the identity

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real>* out = sum + std::int64_t{s.row} * size + s.col;
    device::StripScratch<Exec, Real> scratch;
    Complex<Real>* total = scratch.data();
    for (int i = 0; i < s.width; ++i) total[i] = out[i];
    for (int frame = 0; frame < frames; ++frame) {
      Complex<Real> const* col_phases = phases + (2 * std::int64_t{frame} + 1) * size + s.col;
      Complex<Real> const row_phase = scale * col_phases[s.row % size - size - s.col];
      Complex<Real> const* in = shifted + (std::int64_t{frame} * modes * size + s.row) * size + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) total[i] += conj_times(row_phase * col_phases[i], in[i]);
    }
    for (int i = 0; i < s.width; ++i) out[i] = total[i];
  }
};

}  // namespace ptyger::model
