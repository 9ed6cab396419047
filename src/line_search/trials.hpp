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
    quartic ? add_row<true>(s, A, sums) : add_row<false>(s, A, sums);
  }

  /// The measured side of a column of a frame, which a thread of a GPU walks down.
  struct Column {
    Count const* counts;  ///< of the present pixel
    typename model::PixelChoice<Real>::Masks masks;
    int at;    ///< place of the present pixel in [row][col]
    int size;  ///< D
    KOKKOS_FUNCTION void next() {
      counts += size;
      at += size;
    }
  };
  [[nodiscard]] KOKKOS_FUNCTION Column column(device::Strip s) const {
    int const frame = chunk(s.item);
    return {counts.row(frame, s.item, s.row) + s.col, pixels.frame(frame), s.row * counts.size + s.col, counts.size};
  }
  /// sum[k] += objective of the pixel of a column at steps[k].
  template <bool quartic, bool with_background>
  KOKKOS_FUNCTION void add(Column const& here, Real const (&A)[5], Real (&sum)[trial_steps]) const {
    Real least = noise.guard;
    if constexpr (with_background) least += background[here.at];
    add_pixel<quartic>(A[0], A[1], A[2], A[3], A[4], least, *here.counts, here.masks.fitted_at(here.at), sum);
  }

 private:
  template <bool quartic>
  KOKKOS_FUNCTION void add_row(device::Strip s, Real const (&A)[5][width], device::Sums<4>& sums) const {
    Count const* d = counts.row(chunk(s.item), s.item, s.row) + s.col;
    auto const mask = pixels.row(chunk(s.item), s.row, s.col);
    Real least[width];
    model::set_least_intensity(noise.guard, background, counts.size, s, least);
    Real sum[trial_steps] = {};
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < s.width; ++i)
      add_pixel<quartic>(A[0][i], A[1][i], A[2][i], quartic ? A[3][i] : 0, quartic ? A[4][i] : 0, least[i], d[i],
                         mask.fitted_at(i), sum);
    for (std::size_t k = 0; k < trial_steps; ++k) sums[k] += static_cast<double>(sum[k]);
  }

  /// sum[k] += objective of one pixel at steps[k]. least: intensity where the polynomial is negative; mask: 1 = fitted,
  /// 0 = masked or held out.
  template <bool quartic>
  KOKKOS_FUNCTION void add_pixel(Real A0, Real A1, Real A2, Real A3, Real A4, Real least, Count d, Real mask,
                                 Real (&sum)[trial_steps]) const {
    Real const fitted = model::is_measured(d) ? mask : Real(0);
    Real const count = model::is_measured(d) ? static_cast<Real>(d) : Real(0);
    Real const constant = A0 + least;
    for (std::size_t k = 0; k < trial_steps; ++k) {
      Real const t = steps[k];
      Real higher = 0;
      if constexpr (quartic) higher = t * (A3 + t * A4);
      Real const intensity = constant + t * (A1 + t * (A2 + higher));
      sum[k] += fitted * noise.value(Kokkos::fmax(intensity, least), count);
    }
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
  static constexpr int strip_rows = device::column_rows<Exec>;

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<4>& sums) const {
    if constexpr (is_host_device<Exec>)
      sum_row(s, sums);
    else if (b.base != nullptr)
      objective.background != nullptr ? sum_column<true, true>(s, sums) : sum_column<true, false>(s, sums);
    else
      objective.background != nullptr ? sum_column<false, true>(s, sums) : sum_column<false, false>(s, sums);
  }

 private:
  KOKKOS_FUNCTION void sum_row(device::Strip s, device::Sums<4>& sums) const {
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

  template <bool quartic, bool with_background>
  KOKKOS_FUNCTION void sum_column(device::Strip s, device::Sums<4>& sums) const {
    auto measured = objective.column(s);
    int const mode_size = f.detector * f.pitch;
    auto const first = f.offset(s.item, 0, s.row) + s.col;  // all have the same layout
    Complex<Real> const* in_f = f.base + first;
    Complex<Real> const* in_a = a.base + first;
    Complex<Real> const* in_b = quartic ? b.base + first : in_a;
    Real sum[trial_steps] = {};
    for (int i = 0; i < s.height; ++i) {
      Real A[5] = {};
      set_pixel<quartic>(*in_f, *in_a, *in_b, A);
      for (int mode = 1, at = mode_size; mode < f.modes; ++mode, at += mode_size) {
        Real more[5];
        set_pixel<quartic>(in_f[at], in_a[at], in_b[at], more);
        for (std::size_t k = 0; k < (quartic ? 5 : 3); ++k) A[k] += more[k];
      }
      objective.template add<quartic, with_background>(measured, A, sum);
      if (cached != nullptr)
        for (int k = 0; k < 5; ++k)
          cached[((5 * std::int64_t{s.item} + k) * f.detector + s.row + i) * f.detector + s.col] = A[k];
      in_f += f.pitch;
      in_a += f.pitch;
      in_b += f.pitch;
      measured.next();
    }
    if (!objective.tried.contains(objective.chunk(s.item))) return;
    for (std::size_t k = 0; k < trial_steps; ++k) sums[k] += static_cast<double>(sum[k]);
  }

  /// A = coefficients of one mode in one pixel; A3 and A4 only if `quartic`.
  template <bool quartic>
  KOKKOS_FUNCTION static void set_pixel(Complex<Real> f, Complex<Real> a, Complex<Real> b, Real (&A)[5]) {
    auto const c = coefficients(f, a, quartic ? b : Complex<Real>(0));
    for (std::size_t k = 0; k < (quartic ? 5 : 3); ++k) A[k] = c[k];
  }

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
  static constexpr int strip_rows = device::column_rows<Exec>;

  TrialObjective<Exec, Real, Count, Noise> objective;
  Real const* cached;  ///< [frame of the chunk][5][D][D]

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<4>& sums) const {
    if constexpr (is_host_device<Exec>)
      sum_row(s, sums);
    else
      objective.background != nullptr ? sum_column<true>(s, sums) : sum_column<false>(s, sums);
  }

 private:
  KOKKOS_FUNCTION Real const* coefficient(device::Strip s, int k) const {
    auto const size = std::int64_t{objective.counts.size};
    return cached + ((5 * std::int64_t{s.item} + k) * size + s.row) * size + s.col;
  }

  KOKKOS_FUNCTION void sum_row(device::Strip s, device::Sums<4>& sums) const {
    Real A[5][device::strip_pixels<Exec>];
    for (int k = 0; k < 5; ++k) {
      Real const* in = coefficient(s, k);
      for (int i = 0; i < s.width; ++i) A[k][i] = in[i];
    }
    objective.add(s, A, true, sums);
  }

  template <bool with_background>
  KOKKOS_FUNCTION void sum_column(device::Strip s, device::Sums<4>& sums) const {
    auto measured = objective.column(s);
    int const size = objective.counts.size;
    Real const* in = coefficient(s, 0);
    Real sum[trial_steps] = {};
    for (int i = 0; i < s.height; ++i, in += size, measured.next()) {
      Real A[5];
      for (int k = 0; k < 5; ++k) A[k] = in[k * size * size];
      objective.template add<true, with_background>(measured, A, sum);
    }
    if (!objective.tried.contains(objective.chunk(s.item))) return;
    for (std::size_t k = 0; k < trial_steps; ++k) sums[k] += static_cast<double>(sum[k]);
  }
};

}  // namespace ptyger::line_search
