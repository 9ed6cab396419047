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
  static constexpr int strip_rows = device::column_rows<Exec>;

  model::FrameRows<Count> counts;
  model::PixelChoice<Real> pixels;
  Real const* background;  ///< [row][col] photons, or null: 0
  model::FrameRange chunk;
  model::WaveRows<Real> far_field;
  model::WaveRows<Real> residual;  ///< may be the same memory as far_field
  model::FrameScale<Real> scales;  ///< ForwardModel::adjoint_scales()
  Noise noise;

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<4>& sums) const {
    StripSums part;
    if constexpr (is_host_device<Exec>)
      weigh_row(s, part);
    else if (background != nullptr)
      weigh_column<true>(s, part);
    else
      weigh_column<false>(s, part);
    sums[0] += static_cast<double>(part.objective);
    sums[1] += static_cast<double>(part.squares);
    sums[2] += static_cast<double>(part.magnitudes);
    sums[3] += static_cast<double>(part.held_out);
  }

 private:
  /// The sums of the misfit over one strip.
  struct StripSums {
    Real objective = 0;
    Real squares = 0;
    Real magnitudes = 0;
    Real held_out = 0;
  };

  KOKKOS_FUNCTION void weigh_row(device::Strip s, StripSums& part) const {
    Real value[device::strip_pixels<Exec>];
    intensity(s, value);
    Count const* d = counts.row(chunk(s.item), s.item, s.row) + s.col;
    auto const mask = pixels.row(chunk(s.item), s.row, s.col);
    Real const scale = scales(chunk(s.item));
    for (int i = 0; i < s.width; ++i)
      value[i] = scale * weigh(value[i], d[i], mask.measured_at(i), mask.fitted_at(i), part);
    for (int mode = 0; mode < far_field.modes; ++mode) {
      Complex<Real> const* in = far_field.row(s.item, mode, s.row) + s.col;
      Complex<Real>* out = residual.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) out[i] = value[i] * in[i];
    }
  }
  /// Sets values to the intensities of the model: guard + background + sum over modes of |f|^2.
  KOKKOS_FUNCTION void intensity(device::Strip s, Real* value) const {
    model::set_least_intensity(noise.guard, background, counts.size, s, value);
    for (int mode = 0; mode < far_field.modes; ++mode) {
      Complex<Real> const* f = far_field.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) value[i] += norm2(f[i]);
    }
  }

  template <bool with_background>
  KOKKOS_FUNCTION void weigh_column(device::Strip s, StripSums& part) const {
    int const frame = chunk(s.item);
    Real const scale = scales(frame);
    int const size = counts.size;
    int const mode_size = size * far_field.pitch;
    Count const* d = counts.row(frame, s.item, s.row) + s.col;
    auto const first_wave = far_field.offset(s.item, 0, s.row) + s.col;  // both have the same layout
    Complex<Real> const* in = far_field.base + first_wave;
    Complex<Real>* out = residual.base + first_wave;
    auto const mask = pixels.frame(frame);
    int at = s.row * size + s.col;  // of the present pixel
    for (int left = s.height; left > 0; --left) {
      Complex<Real> const first = *in;
      Real value = noise.guard + norm2(first);
      if constexpr (with_background) value += background[at];
      for (int mode = 1; mode < far_field.modes; ++mode) value += norm2(in[mode * mode_size]);
      Real const factor = scale * weigh(value, *d, mask.measured_at(at), mask.fitted_at(at), part);
      *out = factor * first;
      for (int mode = 1; mode < far_field.modes; ++mode) out[mode * mode_size] = factor * in[mode * mode_size];
      d += size;
      in += far_field.pitch;
      out += far_field.pitch;
      at += size;
    }
  }

  /// Adds the misfit of a pixel with this intensity and returns the factor of f in its residuals. The masks are 0 or 1.
  KOKKOS_FUNCTION Real weigh(Real intensity, Count d, Real measured_mask, Real fitted_mask, StripSums& part) const {
    Real const fitted = model::is_measured(d) ? fitted_mask : Real(0);
    Real const measured = model::is_measured(d) ? measured_mask : Real(0);
    Real const count = model::is_measured(d) ? static_cast<Real>(d) : Real(0);
    Real const difference = noise.difference(intensity, count);
    Real const pixel_objective = noise.value(intensity, count);
    part.objective += fitted * pixel_objective;
    part.held_out += (measured - fitted) * pixel_objective;
    part.squares += measured * (difference * difference);
    part.magnitudes += measured * Kokkos::abs(difference);
    return fitted * noise.weight(intensity, count);
  }
};

}  // namespace ptyger::gradient
