#pragma once

#include "device/launch.hpp"
#include "model/noise.hpp"
#include "model/wave_rows.hpp"

namespace ptyger::update {

/// Number of sums of one frame. Its parameters a are row, column (pixels) and logarithm of the brightness:
/// 0..2: dL/da; 3..8: expected curvature, upper triangle by rows; 9: objective.
inline constexpr std::size_t frame_sums = 10;

/// Gradient g and expected curvature H of the objective by the parameters of each frame, from its far fields and their
/// derivatives: item = frame, [row][col] of D x D. With the intensity I and q_a = dI/da: g_a = sum dL/dI q_a,
/// H_ab = sum c q_a q_b / I, c = 1/2 for Gaussian and 1 for Poisson noise: the Fisher matrix, positive semidefinite for
/// all residuals.
template <class Exec, class Real, class Count, class Noise>
struct SumFrameFit {
  model::FrameRows<Count> counts;
  model::PixelChoice<Real> pixels;
  Real const* background;  ///< [row][col] photons, or null: 0
  model::FrameRange chunk;
  model::WaveRows<Real> field;
  model::WaveRows<Real> by_row;  ///< d field / d row; base null: positions are not fitted
  model::WaveRows<Real> by_col;  ///< d field / d column
  Noise noise;
  Real curvature;                   ///< c
  Real* background_sums = nullptr;  ///< += [2][row][col] dL/db and its curvature; null: b is not fitted

  static constexpr std::size_t width = device::strip_pixels<Exec>;

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<frame_sums>& sums) const {
    Count const* d = counts.row(chunk(s.item), s.item, s.row) + s.col;
    auto const mask = pixels.row(chunk(s.item), s.row, s.col);
    Real least[width];
    model::set_least_intensity(noise.guard, background, counts.size, s, least);
    Real q[3][width];  // derivatives of the intensity by row, column and log(brightness), of which the last is 2 I
    for (int mode = 0; mode < field.modes; ++mode) add_mode(s, mode, q);
    Real slope[width];   // dL/dI
    Real weight[width];  // c / I
    Real objective = 0;
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < s.width; ++i) {
      Real const fitted = model::is_measured(d[i]) ? mask.fitted_at(i) : Real(0);
      Real const count = model::is_measured(d[i]) ? static_cast<Real>(d[i]) : Real(0);
      Real const intensity = least[i] + q[2][i] / 2;
      slope[i] = fitted * noise.weight(intensity, count);
      weight[i] = fitted * curvature / intensity;
      objective += fitted * noise.value(intensity, count);
    }
    sums[9] += static_cast<double>(objective);
    std::size_t next = 3;
    for (std::size_t a = 0; a < 3; ++a) {
      sums[a] += sum(s.width, slope, q[a]);
      for (std::size_t b = a; b < 3; ++b) sums[next++] += sum(s.width, weight, q[a], q[b]);
    }
    if (background_sums == nullptr) return;
    auto const at = std::int64_t{s.row} * counts.size + s.col;
    for (int i = 0; i < s.width; ++i) {
      accumulate<Exec>(background_sums[at + i], slope[i]);
      accumulate<Exec>(background_sums[std::int64_t{counts.size} * counts.size + at + i], weight[i]);
    }
  }

 private:
  /// q = derivatives of the intensity of the first mode, or += derivatives of another.
  KOKKOS_FUNCTION void add_mode(device::Strip s, int mode, Real (&q)[3][width]) const {
    Complex<Real> const* f = field.row(s.item, mode, s.row) + s.col;
    set_or_add(s.width, mode, f, f, q[2]);
    if (by_row.base != nullptr) {
      set_or_add(s.width, mode, f, by_row.row(s.item, mode, s.row) + s.col, q[0]);
      set_or_add(s.width, mode, f, by_col.row(s.item, mode, s.row) + s.col, q[1]);
    } else {
      for (int i = 0; i < s.width; ++i) q[0][i] = q[1][i] = 0;
    }
  }

  /// q = 2 Re(conj(f) derivative) for mode 0, q += the same for others.
  KOKKOS_FUNCTION static void set_or_add(int count, int mode, Complex<Real> const* f, Complex<Real> const* derivative,
                                         Real* q) {
    if (mode == 0) {
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < count; ++i) q[i] = 2 * real_inner(f[i], derivative[i]);
    } else {
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < count; ++i) q[i] += 2 * real_inner(f[i], derivative[i]);
    }
  }

  /// Sum of a[i] b[i], or of a[i] b[i] c[i].
  KOKKOS_FUNCTION static double sum(int count, Real const* a, Real const* b) {
    Real total = 0;
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) total += a[i] * b[i];
    return static_cast<double>(total);
  }
  KOKKOS_FUNCTION static double sum(int count, Real const* a, Real const* b, Real const* c) {
    Real total = 0;
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) total += a[i] * b[i] * c[i];
    return static_cast<double>(total);
  }
};

}  // namespace ptyger::update
