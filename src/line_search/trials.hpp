#pragma once

#include "device/launch.hpp"
#include "model/noise.hpp"
#include "model/wave_rows.hpp"

namespace ptyger::line_search {

/// Number of step lengths tried in one pass.
inline constexpr std::size_t trial_steps = 4;

/// Objective of strips of pixels at the trial steps t, from the intensity I(t) = A0 + t A1 + t^2 A2 + t^3 A3 + t^4 A4.
template <class Exec, class Real, class Count, class Noise>
struct TrialObjective {
  model::FrameRows<Count> counts;
  model::PixelChoice<Real> pixels;
  Real const* background;  ///< [row][col] photons, or null: 0
  model::FrameRange chunk;
  model::FrameRange tried;                 ///< frames outside this range add nothing
  Kokkos::Array<Real, trial_steps> steps;  ///< trial step lengths
  Noise noise;

  static constexpr std::size_t width = device::strip_pixels<Exec>;

  /// sums[k] += objective of one strip at steps[k]. A: [coefficient][pixel of the strip]; A3 and A4 only if `quartic`.
  KOKKOS_FUNCTION void add(device::Strip s, Real const (&A)[5][width], bool quartic, device::Sums<4>& sums) const {
    if (!tried.contains(chunk(s.item))) return;
    Count const* d = counts.row(chunk(s.item), s.item, s.row) + s.col;
    auto const mask = pixels.row(chunk(s.item), s.row, s.col);
    Real const* background_row =
        background == nullptr ? nullptr : background + std::int64_t{s.row} * counts.size + s.col;
    Real sum[trial_steps] = {};
    if (quartic) {
      for (int i = 0; i < s.width; ++i) {
        for (std::size_t k = 0; k < trial_steps; ++k) {
          Real const t = steps[k];
          sum[k] += pixel(A[0][i] + t * (A[1][i] + t * (A[2][i] + t * (A[3][i] + t * A[4][i]))),
                          background_row != nullptr ? background_row[i] : Real(0), d[i], mask.fitted_at(i));
        }
      }
    } else {
      for (int i = 0; i < s.width; ++i) {
        for (std::size_t k = 0; k < trial_steps; ++k)
          sum[k] += pixel(A[0][i] + steps[k] * (A[1][i] + steps[k] * A[2][i]),
                          background_row != nullptr ? background_row[i] : Real(0), d[i], mask.fitted_at(i));
      }
    }
    for (std::size_t k = 0; k < trial_steps; ++k) sums[k] += static_cast<double>(sum[k]);
  }

 private:
  /// Objective of one pixel; 0 if it is masked or held out.
  KOKKOS_FUNCTION Real pixel(Real intensity, Real background_counts, Count d, Real mask) const {
    Real const fitted = model::is_measured(d) ? mask : Real(0);
    Real const count = model::is_measured(d) ? static_cast<Real>(d) : Real(0);
    Real const guarded = (intensity > 0 ? intensity : Real(0)) + background_counts + noise.guard;
    return fitted * noise.value(guarded, count);
  }
};

/// Objective at the trial steps from the far fields f, a, b of a chunk: I(t) = sum over modes of |f + t a + t^2 b|^2.
/// item = frame, [row][col] of D x D. Also stores the coefficients of I(t) if `cached` is given.
template <class Exec, class Real, class Count, class Noise>
struct SumTrials {
  TrialObjective<Exec, Real, Count, Noise> objective;
  model::WaveRows<Real> f;
  model::WaveRows<Real> a;
  model::WaveRows<Real> b;  ///< base null: b is 0, and I(t) is quadratic
  Real* cached;             ///< [frame of the chunk][5][D][D], or null

  static constexpr std::size_t width = device::strip_pixels<Exec>;

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<4>& sums) const {
    Real A[5][width];
    bool const quartic = b.base != nullptr;
    for (int mode = 0; mode < f.modes; ++mode) {
      Complex<Real> const* f_row = f.row(s.item, mode, s.row) + s.col;
      Complex<Real> const* a_row = a.row(s.item, mode, s.row) + s.col;
      Complex<Real> const* b_row = quartic ? b.row(s.item, mode, s.row) + s.col : nullptr;
      if (mode == 0)
        set(s.width, f_row, a_row, b_row, A);
      else
        add(s.width, f_row, a_row, b_row, A);
    }
    objective.add(s, A, quartic, sums);
    if (cached != nullptr) store(s, A, quartic);
  }

 private:
  /// A0 ... A4 of one mode in one pixel, src/solver/README.md "Object and probe together".
  KOKKOS_FUNCTION static Kokkos::Array<Real, 5> coefficients(Complex<Real> f, Complex<Real> a, Complex<Real> b) {
    return {norm2(f), 2 * real_inner(f, a), norm2(a) + 2 * real_inner(f, b), 2 * real_inner(a, b), norm2(b)};
  }

  /// A = coefficients of one mode for `count` pixels; b null: b is 0.
  KOKKOS_FUNCTION static void set(int count, Complex<Real> const* f, Complex<Real> const* a, Complex<Real> const* b,
                                  Real (&A)[5][width]) {
    if (b == nullptr) {
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < count; ++i) {
        A[0][i] = norm2(f[i]);
        A[1][i] = 2 * real_inner(f[i], a[i]);
        A[2][i] = norm2(a[i]);
      }
      return;
    }
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) {
      auto const c = coefficients(f[i], a[i], b[i]);
      for (std::size_t k = 0; k < 5; ++k) A[k][i] = c[k];
    }
  }

  /// A += coefficients of one mode for `count` pixels; b null: b is 0.
  KOKKOS_FUNCTION static void add(int count, Complex<Real> const* f, Complex<Real> const* a, Complex<Real> const* b,
                                  Real (&A)[5][width]) {
    if (b == nullptr) {
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < count; ++i) {
        A[0][i] += norm2(f[i]);
        A[1][i] += 2 * real_inner(f[i], a[i]);
        A[2][i] += norm2(a[i]);
      }
      return;
    }
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) {
      auto const c = coefficients(f[i], a[i], b[i]);
      for (std::size_t k = 0; k < 5; ++k) A[k][i] += c[k];
    }
  }

  /// Writes A to the cache.
  KOKKOS_FUNCTION void store(device::Strip s, Real const (&A)[5][width], bool quartic) const {
    auto const size = std::int64_t{objective.counts.size};
    for (int k = 0; k < 5; ++k) {
      Real* out = cached + ((5 * std::int64_t{s.item} + k) * size + s.row) * size + s.col;
      for (int i = 0; i < s.width; ++i) out[i] = k < 3 || quartic ? A[k][i] : Real(0);
    }
  }
};

/// Objective at the trial steps from cached coefficients. item = frame, [row][col] of D x D.
template <class Exec, class Real, class Count, class Noise>
struct SumCachedTrials {
  TrialObjective<Exec, Real, Count, Noise> objective;
  Real const* cached;  ///< [frame of the chunk][5][D][D]

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<4>& sums) const {
    auto const size = std::int64_t{objective.counts.size};
    Real A[5][device::strip_pixels<Exec>];
    for (int k = 0; k < 5; ++k) {
      Real const* in = cached + ((5 * std::int64_t{s.item} + k) * size + s.row) * size + s.col;
      for (int i = 0; i < s.width; ++i) A[k][i] = in[i];
    }
    objective.add(s, A, true, sums);
  }
};

}  // namespace ptyger::line_search
