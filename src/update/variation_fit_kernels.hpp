#pragma once

#include "device/launch.hpp"
#include "model/noise.hpp"
#include "model/variation.hpp"
#include "model/wave_rows.hpp"

/// Tells nvcc to unroll a loop whose bounds are known when it is compiled.
#if defined(__CUDA_ARCH__)
#define PTYGER_UNROLL _Pragma("unroll")
#else
#define PTYGER_UNROLL
#endif

namespace ptyger::update {

using model::variation_sums;

/// Gradient g and expected curvature H of the objective by brightness and shares of each frame, from its far fields and
/// the far fields f_k of the variation probes: item = frame, [row][col] of D x D. With the intensity I and q_a = dI/da:
/// g_a = sum dL/dI q_a, H_ab = sum c q_a q_b / I, as in SumFrameFit. Room: variation probes that there is room for;
/// their number is known when this is compiled, so that a GPU keeps the sums in registers. Sums of probes that are not
/// there are 0.
template <class Exec, class Real, class Count, class Noise, int Room>
struct SumVariationFit {
  static constexpr int parameters = 2 * Room + 1;

  model::FrameRows<Count> counts;
  model::PixelChoice<Real> pixels;
  Real const* background;  ///< [row][col] photons, or null: 0
  model::FrameRange chunk;
  model::WaveRows<Real> field;  ///< far fields of the modes; the first one varies
  model::WaveRows<Real> parts;  ///< f_k, [frame][K][D][D]
  Noise noise;
  Real curvature;  ///< c

  static constexpr std::size_t width = device::strip_pixels<Exec>;

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<variation_sums>& sums) const {
    Real q[std::size_t{parameters}][width];
    set_brightness(s, q[0]);
    Complex<Real> const* f = field.row(s.item, 0, s.row) + s.col;
    PTYGER_UNROLL
    for (int k = 0; k < Room; ++k) {
      bool const exists = k < parts.modes;
      Complex<Real> const* part = exists ? parts.row(s.item, k, s.row) + s.col : f;
      set_share(s.width, f, part, exists ? Real(2) : Real(0), q[1 + 2 * k], q[2 + 2 * k]);
    }
    Real slope[width];   // dL/dI
    Real weight[width];  // c / I
    set_weights(s, q[0], slope, weight);
    PTYGER_UNROLL
    for (int a = 0; a < parameters; ++a) {
      sums[static_cast<std::size_t>(a)] += sum(s.width, slope, q[a]);
      Real weighted[width];
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) weighted[i] = weight[i] * q[a][i];
      PTYGER_UNROLL
      for (int b = a; b < parameters; ++b) sums[place(a, b)] += sum(s.width, weighted, q[b]);
    }
  }

  /// Place of H_ab, a <= b, among the sums.
  KOKKOS_FUNCTION static constexpr std::size_t place(int a, int b) {
    return static_cast<std::size_t>(parameters + a * parameters - a * (a - 1) / 2 + b - a);
  }

 private:
  /// q = 2 sum over modes of |f|^2.
  KOKKOS_FUNCTION void set_brightness(device::Strip s, Real* q) const {
    for (int i = 0; i < s.width; ++i) q[i] = 0;
    for (int mode = 0; mode < field.modes; ++mode) {
      Complex<Real> const* f = field.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) q[i] += 2 * norm2(f[i]);
    }
  }
  /// Derivatives 2 Re(conj(f) f_k) and 2 Re(conj(f) i f_k) of the intensity. two: 2, or 0 for a probe that is not
  /// there.
  KOKKOS_FUNCTION static void set_share(int count, Complex<Real> const* f, Complex<Real> const* part, Real two,
                                        Real* by_real, Real* by_imaginary) {
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) {
      by_real[i] = two * (f[i].real() * part[i].real() + f[i].imag() * part[i].imag());
      by_imaginary[i] = two * (f[i].imag() * part[i].real() - f[i].real() * part[i].imag());
    }
  }
  KOKKOS_FUNCTION void set_weights(device::Strip s, Real const* by_brightness, Real* slope, Real* weight) const {
    Count const* d = counts.row(chunk(s.item), s.item, s.row) + s.col;
    auto const mask = pixels.row(chunk(s.item), s.row, s.col);
    Real least[width];
    model::set_least_intensity(noise.guard, background, counts.size, s, least);
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < s.width; ++i) {
      Real const fitted = model::is_measured(d[i]) ? mask.fitted_at(i) : Real(0);
      Real const count = model::is_measured(d[i]) ? static_cast<Real>(d[i]) : Real(0);
      Real const intensity = least[i] + by_brightness[i] / 2;
      slope[i] = fitted * noise.weight(intensity, count);
      weight[i] = fitted * curvature / intensity;
    }
  }
  KOKKOS_FUNCTION static double sum(int count, Real const* a, Real const* b) {
    Real total = 0;
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) total += a[i] * b[i];
    return static_cast<double>(total);
  }
};

}  // namespace ptyger::update
