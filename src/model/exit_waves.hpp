#pragma once

#include "model/patches.hpp"
#include "model/wave_rows.hpp"

namespace ptyger::model {

/// Probe modes of the frames of a chunk: one probe that all frames share (frame_size 0), or a shifted probe per frame.
template <class Real>
struct ProbeRows {
  Complex<Real> const* base = nullptr;  ///< [frame][mode][row][col]
  std::int64_t frame_size = 0;          ///< values from frame to frame; 0: all frames share one probe
  int size = 0;                         ///< P: the probe is P x P pixels

  [[nodiscard]] KOKKOS_FUNCTION Complex<Real> const* row(int frame, int mode, int row) const {
    return base + frame * frame_size + (std::int64_t{mode} * size + row) * size;
  }
};

/// The columns of a strip of the detector grid that lie inside the patch, which `pad` zeros surround: [begin, end) in
/// detector columns; empty when the row lies outside.
struct PatchColumns {
  int begin;
  int end;
  KOKKOS_FUNCTION PatchColumns(device::Strip s, int pad, int size) {
    bool const inside = s.row >= pad && s.row < pad + size;
    int const from = s.col > pad ? s.col : pad;
    int const to = s.col + s.width < pad + size ? s.col + s.width : pad + size;
    begin = inside && from < to ? from : s.col + s.width;
    end = inside && from < to ? to : s.col + s.width;
  }
  /// Number of columns; on a GPU visibly 1 or 0 to the compiler, so that scratch arrays stay in registers.
  template <class Exec>
  [[nodiscard]] KOKKOS_FUNCTION int count() const {
    return is_host_device<Exec> ? end - begin : begin < end ? 1 : 0;
  }
};

/// Exit waves: wave = scale p_m S psi. item = frame, [row][col] of D x D.
template <class Exec, class Real>
struct FormExitWaves {
  ProbeRows<Real> probe;
  PatchRows<Real> patch;
  WaveRows<Real> wave;
  FrameScale<Real> scales;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const scale = scales(patch.field.chunk(s.item));
    PatchColumns const inside(s, wave.pad, probe.size);
    int const row = s.row - wave.pad;
    int const col = inside.begin - wave.pad;
    int const count = inside.count<Exec>();
    device::StripScratch<Exec, Real> scratch;
    Complex<Real> const* object = scratch.data();
    if (count > 0) object = patch.strip(s.item, row, col, count, scratch.data());
    for (int mode = 0; mode < wave.modes; ++mode) {
      Complex<Real>* out = wave.row(s.item, mode, s.row);
      for (int c = s.col; c < inside.begin; ++c) out[c] = 0;
      for (int c = inside.end; c < s.col + s.width; ++c) out[c] = 0;
      if (count == 0) continue;
      out += inside.begin;
      Complex<Real> const* p = probe.row(s.item, mode, row) + col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < count; ++i) out[i] = scale * (p[i] * object[i]);
    }
  }
};

/// Exit waves of the tangent along a direction (d, dp) of object and probe (src/solver/README.md, "Line search"):
/// a = scale (p Sd + dp S psi), b = scale dp Sd. Without a probe direction a = scale p Sd; without an object direction
/// a = scale dp S psi; b is not written in both cases.
template <class Exec, class Real>
struct FormDirectionWaves {
  ProbeRows<Real> probe;
  ProbeRows<Real> probe_direction;  ///< base null: the probe does not move
  PatchRows<Real> patch;
  PatchRows<Real> patch_direction;  ///< base null: the object does not move
  WaveRows<Real> a;
  WaveRows<Real> b;
  FrameScale<Real> scales;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const scale = scales(patch.field.chunk(s.item));
    bool const joint = probe_direction.base != nullptr && patch_direction.field.base != nullptr;
    PatchColumns const inside(s, a.pad, probe.size);
    int const row = s.row - a.pad;
    int const col = inside.begin - a.pad;
    int const count = inside.count<Exec>();
    device::StripScratch<Exec, Real> scratch;
    device::StripScratch<Exec, Real> scratch_direction;
    Complex<Real> const* object = scratch.data();
    Complex<Real> const* d = scratch_direction.data();
    if (count > 0 && probe_direction.base != nullptr) object = patch.strip(s.item, row, col, count, scratch.data());
    if (count > 0 && patch_direction.field.base != nullptr)
      d = patch_direction.strip(s.item, row, col, count, scratch_direction.data());
    for (int mode = 0; mode < a.modes; ++mode) {
      Complex<Real>* out_a = a.row(s.item, mode, s.row);
      Complex<Real>* out_b = joint ? b.row(s.item, mode, s.row) : nullptr;
      for (int part = 0; part < 2; ++part) {
        int const from = part == 0 ? s.col : inside.end;
        int const to = part == 0 ? inside.begin : s.col + s.width;
        for (int c = from; c < to; ++c) out_a[c] = 0;
        for (int c = from; joint && c < to; ++c) out_b[c] = 0;
      }
      if (count == 0) continue;
      Complex<Real> const* p = probe.row(s.item, mode, row) + col;
      if (probe_direction.base == nullptr)
        multiply(count, scale, p, d, out_a + inside.begin);
      else if (!joint)
        multiply(count, scale, probe_direction.row(s.item, mode, row) + col, object, out_a + inside.begin);
      else
        form(count, scale, p, probe_direction.row(s.item, mode, row) + col, object, d, out_a + inside.begin,
             out_b + inside.begin);
    }
  }

 private:
  /// out = scale p object.
  KOKKOS_FUNCTION void multiply(int count, Real scale, Complex<Real> const* p, Complex<Real> const* object,
                                Complex<Real>* out) const {
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) out[i] = scale * (p[i] * object[i]);
  }

  /// a and b of a joint direction (d, dp).
  KOKKOS_FUNCTION void form(int count, Real scale, Complex<Real> const* p, Complex<Real> const* dp,
                            Complex<Real> const* object, Complex<Real> const* d, Complex<Real>* out_a,
                            Complex<Real>* out_b) const {
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) {
      Complex<Real> const sd = scale * d[i];
      out_a[i] = p[i] * sd + (scale * dp[i]) * object[i];
      out_b[i] = dp[i] * sd;
    }
  }
};

}  // namespace ptyger::model
