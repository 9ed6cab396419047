#pragma once

#include "device/launch.hpp"
#include "model/noise.hpp"
#include "model/wave_rows.hpp"

namespace ptyger::gradient {

/// Residuals dL/df-bar of far fields f, times the scale of the adjoint, and the sums of the misfit. item = frame,
/// [row][col] of D x D. sums: 0 objective of the fitted pixels, 1 (sqrt I - sqrt d)^2, 2 |sqrt I - sqrt d|, 3 objective
/// of the held-out pixels.
template <class Exec, class Real, class Count, class Noise>
struct WeighResiduals {
  model::FrameRows<Count> counts;
  model::PixelChoice<Real> pixels;
  Real const* background;  ///< [row][col] photons, or null: 0
  model::FrameRange chunk;
  model::WaveRows<Real> far_field;
  model::WaveRows<Real> residual;  ///< may be the same memory as far_field
  model::FrameScale<Real> scales;  ///< ForwardModel::adjoint_scales()
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
  /// Sets values to the intensities of the model: guard + background + sum over modes of |f|^2.
  KOKKOS_FUNCTION void intensity(device::Strip s, Real* value) const {
    Real const* background_row =
        background == nullptr ? nullptr : background + std::int64_t{s.row} * counts.size + s.col;
    for (int i = 0; i < s.width; ++i)
      value[i] = background_row != nullptr ? noise.guard + background_row[i] : noise.guard;
    for (int mode = 0; mode < far_field.modes; ++mode) {
      Complex<Real> const* f = far_field.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) value[i] += norm2(f[i]);
    }
  }

  /// Replaces intensities by the factors of f in the residuals, and adds the misfit of the pixels.
  KOKKOS_FUNCTION void weigh(device::Strip s, Real* value, device::Sums<4>& sums) const {
    Count const* d = counts.row(chunk(s.item), s.item, s.row) + s.col;
    auto const mask = pixels.row(chunk(s.item), s.row, s.col);
    Real const scale = scales(chunk(s.item));
    Real objective = 0;
    Real held_out = 0;
    Real squares = 0;
    Real magnitudes = 0;
    for (int i = 0; i < s.width; ++i) {
      Real const fitted = model::is_measured(d[i]) ? mask.fitted_at(i) : Real(0);
      Real const measured = model::is_measured(d[i]) ? mask.measured_at(i) : Real(0);
      Real const count = model::is_measured(d[i]) ? static_cast<Real>(d[i]) : Real(0);
      Real const difference = noise.difference(value[i], count);
      Real const pixel_objective = noise.value(value[i], count);
      objective += fitted * pixel_objective;
      held_out += (measured - fitted) * pixel_objective;
      squares += measured * (difference * difference);
      magnitudes += measured * Kokkos::abs(difference);
      value[i] = fitted * scale * noise.weight(value[i], count);
    }
    sums[0] += static_cast<double>(objective);
    sums[1] += static_cast<double>(squares);
    sums[2] += static_cast<double>(magnitudes);
    sums[3] += static_cast<double>(held_out);
  }
};

}  // namespace ptyger::gradient
