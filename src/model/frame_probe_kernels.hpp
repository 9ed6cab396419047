#pragma once

#include "model/patches.hpp"

namespace ptyger::model {

/// Signed frequency of entry i of a transform of n points.
KOKKOS_INLINE_FUNCTION int signed_frequency(int i, int n) {
  return i < (n + 1) / 2 ? i : i - n;
}

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
      int const frequency = signed_frequency(col, size);
      out[col] = shift_phase(frequency, shift, size);
      if (s.row == 0 ? derivative != Along::rows : derivative != Along::columns) continue;
      Real const angle = -2 * Kokkos::numbers::pi_v<Real> * static_cast<Real>(frequency) / static_cast<Real>(size);
      out[col] = Complex<Real>(-angle * out[col].imag(), angle * out[col].real());
    }
  }
};

/// Probes of the frames of a chunk: a mode, the first one plus the frame's shares of the variation probes behind the
/// modes; of spectra, times `scale` and the phase factors of the frame's shift. item = frame, rows = modes x P.
template <class Real>
struct FormFrameProbes {
  Complex<Real> const* images;  ///< [mode, then variation probe][row][col]
  Complex<Real> const* phases;  ///< [frame of the chunk][2][P]; null: images are no spectra
  Complex<Real> const* shares;  ///< [frame][variation probe]
  FrameRange chunk;
  Complex<Real>* probes;  ///< [frame of the chunk][mode][row][col]
  int modes;              ///< probe modes
  int variation;          ///< variation probes; 0: none is added
  int size;               ///< P: the probe is P x P pixels
  Real scale;             ///< factor that makes the pair of transforms the identity

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real> const* in = images + std::int64_t{s.row} * size;
    Complex<Real>* out = probes + (std::int64_t{s.item} * modes * size + s.row) * size;
    int const end = s.col + s.width;
    int const added = s.row < size ? variation : 0;
    if (added == 0) {
      PTYGER_PIXEL_LOOP
      for (int col = s.col; col < end; ++col) out[col] = in[col];
    }
    for (int k = 0; k < added; k += 2) add_two(s, k, k == 0 ? in : out, out);
    if (phases == nullptr) return;
    Complex<Real> const* col_phases = phases + (2 * std::int64_t{s.item} + 1) * size;
    Complex<Real> const row_phase = scale * col_phases[s.row % size - size];
    PTYGER_PIXEL_LOOP
    for (int col = s.col; col < end; ++col) out[col] *= row_phase * col_phases[col];
  }

 private:
  /// sum = begin + the shares of the variation probes k and k + 1, if there are two, in one row of the first mode.
  KOKKOS_FUNCTION void add_two(device::Strip s, int k, Complex<Real> const* begin, Complex<Real>* sum) const {
    Complex<Real> const* share = shares + std::int64_t{chunk(s.item)} * variation + k;
    bool const two = k + 1 < variation;
    Complex<Real> const a = share[0];
    Complex<Real> const b = two ? share[1] : Complex<Real>(0);
    auto const image = std::int64_t{size} * size;
    Complex<Real> const* first = images + (modes + k) * image + std::int64_t{s.row} * size;
    Complex<Real> const* second = two ? first + image : first;
    PTYGER_PIXEL_LOOP
    for (int col = s.col; col < s.col + s.width; ++col) sum[col] = begin[col] + (a * first[col] + b * second[col]);
  }
};

/// Transpose of FormFrameProbes, summed over the frames of the chunk: item = 0, rows = (modes + variation) x P.
template <class Exec, class Real>
struct GatherFrameProbes {
  Complex<Real> const* gradients;  ///< [frame of the chunk][mode][row][col]
  Complex<Real> const* phases;     ///< [frame of the chunk][2][P]; null: gradients are no spectra
  Complex<Real> const* shares;     ///< [frame][variation probe]
  FrameRange chunk;
  Complex<Real>* sum;  ///< [mode, then variation probe][row][col]
  int modes;           ///< probe modes
  int variation;       ///< variation probes
  int size;            ///< P: the probe is P x P pixels
  Real scale;          ///< factor that makes the pair of transforms the identity

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real>* out = sum + std::int64_t{s.row} * size + s.col;
    int const k = s.row / size - modes;  // of the variation probe; below 0: a mode
    int const row = k < 0 ? s.row : s.row % size;
    device::StripScratch<Exec, Real> scratch;
    Complex<Real>* total = scratch.data();
    for (int i = 0; i < s.width; ++i) total[i] = out[i];
    for (int frame = 0; frame < chunk.count; ++frame) {
      Complex<Real> weight(1);
      if (k >= 0) weight = shares[std::int64_t{chunk(frame)} * variation + k];
      Complex<Real> const* in = gradients + (std::int64_t{frame} * modes * size + row) * size + s.col;
      if (phases == nullptr) {
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < s.width; ++i) total[i] += conj_times(weight, in[i]);
      } else {
        Complex<Real> const* col_phases = phases + (2 * std::int64_t{frame} + 1) * size + s.col;
        Complex<Real> const row_phase = weight * (scale * col_phases[row % size - size - s.col]);
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < s.width; ++i) total[i] += conj_times(row_phase * col_phases[i], in[i]);
      }
    }
    for (int i = 0; i < s.width; ++i) out[i] = total[i];
  }
};

}  // namespace ptyger::model
