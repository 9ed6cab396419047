#pragma once

#include "model/patches.hpp"

namespace ptyger {

/// The probe as the frames of a chunk see it: the same for all (frame_size 0) or one shifted copy per frame.
template <class Real>
struct ProbeRows {
  Complex<Real> const* base = nullptr;  ///< [frame][mode][row][col]
  std::int64_t frame_size = 0;
  int size = 0;  ///< P

  [[nodiscard]] KOKKOS_FUNCTION Complex<Real> const* row(int frame, int mode, int row) const {
    return base + frame * frame_size + (std::int64_t{mode} * size + row) * size;
  }
};

/// Waves on the detector grid, [frame][mode][row][col] of D x D; the P x P exit wave lies `pad` pixels inside.
template <class Real>
struct WaveRows {
  Complex<Real>* base = nullptr;
  int modes = 1;
  int detector = 0;  ///< D
  int pad = 0;       ///< (D - P) / 2

  [[nodiscard]] KOKKOS_FUNCTION Complex<Real>* row(int frame, int mode, int row) const {
    return base + ((std::int64_t{frame} * modes + mode) * detector + row) * detector;
  }
};

/// The columns of a strip of the detector grid that lie inside the padded patch, in detector columns [begin, end);
/// empty when the row lies outside.
struct PatchColumns {
  int begin;
  int end;
  KOKKOS_FUNCTION PatchColumns(Strip s, int pad, int size) {
    bool const inside = s.row >= pad && s.row < pad + size;
    int const from = s.col > pad ? s.col : pad;
    int const to = s.col + s.width < pad + size ? s.col + s.width : pad + size;
    begin = inside && from < to ? from : s.col + s.width;
    end = inside && from < to ? to : s.col + s.width;
  }
};

/// wave = scale p_m S: item = frame, [row][col] of D x D.
template <class Real>
struct FormExitWaves {
  ProbeRows<Real> probe;
  ImageRows<Complex<Real> const> patch;
  WaveRows<Real> wave;
  Real scale;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    PatchColumns const inside(s, wave.pad, probe.size);
    for (int mode = 0; mode < wave.modes; ++mode) {
      Complex<Real>* out = wave.row(s.item, mode, s.row);
      for (int col = s.col; col < inside.begin; ++col) out[col] = 0;
      for (int col = inside.end; col < s.col + s.width; ++col) out[col] = 0;
      if (inside.begin >= inside.end) continue;
      int const pad = wave.pad;
      Complex<Real> const* p = probe.row(s.item, mode, s.row - pad) - pad;
      Complex<Real> const* object = patch.row(s.item, s.row - pad) - pad;
      PTYGER_PIXEL_LOOP
      for (int col = inside.begin; col < inside.end; ++col) out[col] = scale * (p[col] * object[col]);
    }
  }
};

/// The waves whose far fields make the intensity polynomial along a joint direction (solver.md, "Line search"):
/// a = scale (p Sd + dp S), b = scale dp Sd. Without a probe direction a = scale p Sd; without an object direction
/// a = scale dp S; b is left alone in both cases.
template <class Real>
struct FormDirectionWaves {
  ProbeRows<Real> probe;
  ProbeRows<Real> probe_direction;  ///< base null: the probe is kept
  ImageRows<Complex<Real> const> patch;
  ImageRows<Complex<Real> const> patch_direction;  ///< base null: the object is kept
  WaveRows<Real> a;
  WaveRows<Real> b;
  Real scale;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    bool const joint = probe_direction.base != nullptr && patch_direction.base != nullptr;
    PatchColumns const inside(s, a.pad, probe.size);
    for (int mode = 0; mode < a.modes; ++mode) {
      Complex<Real>* out_a = a.row(s.item, mode, s.row);
      Complex<Real>* out_b = joint ? b.row(s.item, mode, s.row) : nullptr;
      for (int part = 0; part < 2; ++part) {
        int const from = part == 0 ? s.col : inside.end;
        int const to = part == 0 ? inside.begin : s.col + s.width;
        for (int col = from; col < to; ++col) out_a[col] = 0;
        for (int col = from; joint && col < to; ++col) out_b[col] = 0;
      }
      if (inside.begin < inside.end) form(s, mode, inside, out_a, out_b);
    }
  }

 private:
  KOKKOS_FUNCTION void form(Strip s, int mode, PatchColumns inside, Complex<Real>* out_a, Complex<Real>* out_b) const {
    int const pad = a.pad;
    int const row = s.row - pad;
    Complex<Real> const* p = probe.row(s.item, mode, row) - pad;
    Complex<Real> const* object = patch.row(s.item, row) - pad;
    if (probe_direction.base == nullptr) {
      Complex<Real> const* d = patch_direction.row(s.item, row) - pad;
      PTYGER_PIXEL_LOOP
      for (int col = inside.begin; col < inside.end; ++col) out_a[col] = scale * (p[col] * d[col]);
      return;
    }
    Complex<Real> const* dp = probe_direction.row(s.item, mode, row) - pad;
    if (patch_direction.base == nullptr) {
      PTYGER_PIXEL_LOOP
      for (int col = inside.begin; col < inside.end; ++col) out_a[col] = scale * (dp[col] * object[col]);
      return;
    }
    Complex<Real> const* d = patch_direction.row(s.item, row) - pad;
    PTYGER_PIXEL_LOOP
    for (int col = inside.begin; col < inside.end; ++col) {
      Complex<Real> const sd = scale * d[col];
      out_a[col] = p[col] * sd + (scale * dp[col]) * object[col];
      out_b[col] = dp[col] * sd;
    }
  }
};

}  // namespace ptyger
