#pragma once

#include "device/launch.hpp"
#include "model/noise.hpp"
#include "model/wave_rows.hpp"

namespace ptyger::gradient {

/// Far field to dL/df-bar, times `scale`, with the sums of the misfit. item = frame, [row][col] of D x D.
/// sums: 0 objective, 1 (sqrt I - sqrt d)^2, 2 |sqrt I - sqrt d|, 3 objective of what is held out.
template <class Exec, class Real, class Count, class Noise>
struct WeighResiduals {
  model::FrameRows<Count> counts;
  model::PixelChoice<Real> pixels;
  Real const* background;  ///< [row][col], photons, or null
  model::FrameRange chunk;
  model::WaveRows<Real> far_field;
  model::WaveRows<Real> residual;  ///< may be far_field
  model::FrameScale<Real> scales;
  Noise noise;

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<4>& sums) const {
    Real value[device::strip_pixels<Exec>];
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
  KOKKOS_FUNCTION void intensity(device::Strip s, Real* value) const {
    Real const* stray = background == nullptr ? nullptr : background + std::int64_t{s.row} * counts.size + s.col;
    for (int i = 0; i < s.width; ++i) value[i] = stray != nullptr ? noise.guard + stray[i] : noise.guard;
    for (int mode = 0; mode < far_field.modes; ++mode) {
      Complex<Real> const* f = far_field.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) value[i] += norm2(f[i]);
    }
  }

  /// Replaces intensities by the factors of f.
  KOKKOS_FUNCTION void weigh(device::Strip s, Real* value, device::Sums<4>& sums) const {
    Count const* d = counts.row(chunk(s.item), s.item, s.row) + s.col;
    auto const mask = pixels.row(chunk(s.item), s.row, s.col);
    Real const scale = scales(chunk(s.item));
    Real objective = 0;
    Real held_out = 0;
    Real squares = 0;
    Real magnitudes = 0;
    for (int i = 0; i < s.width; ++i) {
      Real const valid = model::is_measured(d[i]) ? mask.fit(i) : Real(0);
      Real const shown = model::is_measured(d[i]) ? mask.shown(i) : Real(0);
      Real const light = model::is_measured(d[i]) ? static_cast<Real>(d[i]) : Real(0);
      Real const difference = noise.difference(value[i], light);
      Real const lost = noise.value(value[i], light);
      objective += valid * lost;
      held_out += (shown - valid) * lost;
      squares += shown * (difference * difference);
      magnitudes += shown * Kokkos::abs(difference);
      value[i] = valid * scale * noise.weight(value[i], light);
    }
    sums[0] += static_cast<double>(objective);
    sums[1] += static_cast<double>(squares);
    sums[2] += static_cast<double>(magnitudes);
    sums[3] += static_cast<double>(held_out);
  }
};

}  // namespace ptyger::gradient
