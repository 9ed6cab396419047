#pragma once

#include "model/exit_waves.hpp"
#include "model/noise.hpp"

namespace ptyger {

/// Far field to dL/df-bar, times `scale`, with the sums of the misfit. item = frame, [row][col] of D x D.
/// sums: 0 objective, 1 (sqrt I - sqrt d)^2, 2 |sqrt I - sqrt d|.
template <class Exec, class Real, class Count, class Noise>
struct WeighResiduals {
  FrameStack<Exec, Count> counts;
  Array1<Exec, int> frame_of;
  Real const* measured;  ///< [row][col] 1 = measured
  FrameRange chunk;
  WaveRows<Real> far_field;
  WaveRows<Real> residual;  ///< may be far_field
  Real scale;
  Noise noise;

  KOKKOS_FUNCTION void operator()(Strip s, Sums<4>& sums) const {
    Real value[strip_pixels<Exec>];
    intensity(s, value);
    weigh(s, value, sums);
    for (int mode = 0; mode < far_field.modes; ++mode) {
      Complex<Real> const* in = far_field.row(s.item, mode, s.row) + s.col;
      Complex<Real>* out = residual.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) out[i] = value[i] * in[i];
    }
  }

 private:
  KOKKOS_FUNCTION void intensity(Strip s, Real* value) const {
    for (int i = 0; i < s.width; ++i) value[i] = noise.guard;
    for (int mode = 0; mode < far_field.modes; ++mode) {
      Complex<Real> const* f = far_field.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) value[i] += norm2(f[i]);
    }
  }

  /// Replaces intensities by the factors of f.
  KOKKOS_FUNCTION void weigh(Strip s, Real* value, Sums<4>& sums) const {
    auto const size = std::int64_t{far_field.detector};
    Count const* d = counts.data() + (frame_of(chunk(s.item)) * size + s.row) * size + s.col;
    Real const* mask = measured + s.row * size + s.col;
    Real objective = 0;
    Real squares = 0;
    Real magnitudes = 0;
    for (int i = 0; i < s.width; ++i) {
      Real const valid = is_measured(d[i]) ? mask[i] : Real(0);
      Real const light = is_measured(d[i]) ? static_cast<Real>(d[i]) : Real(0);
      Real const difference = noise.difference(value[i], light);
      objective += valid * noise.value(value[i], light);
      squares += valid * (difference * difference);
      magnitudes += valid * Kokkos::abs(difference);
      value[i] = valid * scale * noise.weight(value[i], light);
    }
    sums[0] += static_cast<double>(objective);
    sums[1] += static_cast<double>(squares);
    sums[2] += static_cast<double>(magnitudes);
  }
};

}  // namespace ptyger
