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
    return base + frame * frame_size + std::int64_t{mode * size + row} * size;
  }
  /// The modes from `mode` on.
  [[nodiscard]] ProbeRows from(int mode) const {
    return {base != nullptr ? row(0, mode, 0) : nullptr, frame_size, size};
  }
};

/// The columns of a row of the detector grid that lie inside the patch, which `pad` zeros surround: [begin, end) in
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
};

/// The rows of a column of the detector grid that lie inside the patch: [begin, end); empty when the column lies
/// outside.
struct PatchRange {
  int begin;
  int end;
  KOKKOS_FUNCTION PatchRange(device::Strip s, int pad, int size) {
    int const from = s.row > pad ? s.row : pad;
    int const to = s.row + s.height < pad + size ? s.row + s.height : pad + size;
    bool const inside = s.col >= pad && s.col < pad + size && from < to;
    begin = inside ? from : s.row + s.height;
    end = inside ? to : s.row + s.height;
  }
};

/// Writes zeros to the pixels of a strip of one wave that lie outside of the patch, on a GPU.
template <class Real>
KOKKOS_FUNCTION void clear_around(PatchRange inside, device::Strip s, Complex<Real>* out, int pitch) {
  for (int row = s.row; row < s.row + s.height; ++row, out += pitch)
    if (row < inside.begin || row >= inside.end) *out = 0;
}

/// Exit waves: wave = scale p_m S psi. item = frame, [row][col] of D x D.
template <class Exec, class Real>
struct FormExitWaves {
  static constexpr int strip_rows = device::column_rows<Exec>;

  ProbeRows<Real> probe;
  PatchRows<Real> patch;
  WaveRows<Real> wave;
  FrameScale<Real> scales;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const scale = scales(patch.field.chunk(s.item));
    if constexpr (is_host_device<Exec>)
      form_row(s, scale);
    else if (patch.fraction != nullptr)
      form_column<true>(s, scale);
    else
      form_column<false>(s, scale);
  }

 private:
  KOKKOS_FUNCTION void form_row(device::Strip s, Real scale) const {
    PatchColumns const inside(s, wave.pad, probe.size);
    int const row = s.row - wave.pad;
    int const col = inside.begin - wave.pad;
    int const count = inside.end - inside.begin;
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

  template <bool interpolated>
  KOKKOS_FUNCTION void form_column(device::Strip s, Real scale) const {
    PatchRange const inside(s, wave.pad, probe.size);
    int const row = inside.begin - wave.pad;
    int const col = s.col - wave.pad;
    int const count = inside.end - inside.begin;
    for (int mode = 0; mode < wave.modes; ++mode) {
      Complex<Real>* out = wave.row(s.item, mode, s.row) + s.col;
      if (count < s.height) clear_around(inside, s, out, wave.pitch);
      if (count == 0) continue;
      PatchColumn<Real, interpolated> object(patch, s.item, row, col);
      Complex<Real> const* p = probe.row(s.item, mode, row) + col;
      out += (inside.begin - s.row) * wave.pitch;
      for (int i = 0; i < count; ++i, p += probe.size, out += wave.pitch) *out = *p * (scale * object.take());
    }
  }
};

/// Exit waves of the tangent along a direction (d, dp) of object and probe (src/solver/README.md, "Line search"):
/// a = scale (p Sd + dp S psi), b = scale dp Sd. Without a probe direction a = scale p Sd; without an object direction
/// a = scale dp S psi; b is not written in both cases.
template <class Exec, class Real>
struct FormDirectionWaves {
  static constexpr int strip_rows = device::column_rows<Exec>;

  ProbeRows<Real> probe;
  ProbeRows<Real> probe_direction;  ///< base null: the probe does not move
  PatchRows<Real> patch;
  PatchRows<Real> patch_direction;  ///< base null: the object does not move
  WaveRows<Real> a;
  WaveRows<Real> b;
  FrameScale<Real> scales;
  WaveRows<Real> f;  ///< on a GPU the exit waves of the estimate, too; base null: they are not formed

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const scale = scales(patch.field.chunk(s.item));
    if constexpr (is_host_device<Exec>)
      form_row(s, scale);
    else if (patch.fraction != nullptr)
      form_column<true>(s, scale);
    else
      form_column<false>(s, scale);
  }

 private:
  [[nodiscard]] KOKKOS_FUNCTION bool moves_probe() const { return probe_direction.base != nullptr; }
  [[nodiscard]] KOKKOS_FUNCTION bool moves_object() const { return patch_direction.field.base != nullptr; }

  KOKKOS_FUNCTION void form_row(device::Strip s, Real scale) const {
    bool const joint = moves_probe() && moves_object();
    PatchColumns const inside(s, a.pad, probe.size);
    int const row = s.row - a.pad;
    int const col = inside.begin - a.pad;
    int const count = inside.end - inside.begin;
    device::StripScratch<Exec, Real> scratch;
    device::StripScratch<Exec, Real> scratch_direction;
    Complex<Real> const* object = scratch.data();
    Complex<Real> const* d = scratch_direction.data();
    if (count > 0 && moves_probe()) object = patch.strip(s.item, row, col, count, scratch.data());
    if (count > 0 && moves_object()) d = patch_direction.strip(s.item, row, col, count, scratch_direction.data());
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
      if (!moves_probe())
        multiply(count, scale, p, d, out_a + inside.begin);
      else if (!joint)
        multiply(count, scale, probe_direction.row(s.item, mode, row) + col, object, out_a + inside.begin);
      else
        form(count, scale, p, probe_direction.row(s.item, mode, row) + col, object, d, out_a + inside.begin,
             out_b + inside.begin);
    }
  }

  template <bool interpolated>
  KOKKOS_FUNCTION void form_column(device::Strip s, Real scale) const {
    PatchRange const inside(s, a.pad, probe.size);
    int const row = inside.begin - a.pad;
    int const col = s.col - a.pad;
    int const count = inside.end - inside.begin;
    int const skipped = (inside.begin - s.row) * a.pitch;
    bool const joint = moves_probe() && moves_object();
    for (int mode = 0; mode < a.modes; ++mode) {
      auto const first = a.offset(s.item, mode, s.row) + s.col;  // all waves have the same layout
      if (count < s.height) {
        clear_around(inside, s, a.base + first, a.pitch);
        if (joint) clear_around(inside, s, b.base + first, a.pitch);
        if (f.base != nullptr) clear_around(inside, s, f.base + first, a.pitch);
      }
      if (count == 0) continue;
      auto const begin = first + skipped;
      PatchColumn<Real, interpolated> object(patch, s.item, row, col);
      Complex<Real> const* p = probe.row(s.item, mode, row) + col;
      if (joint) {
        PatchColumn<Real, interpolated> const d(patch_direction, s.item, row, col);
        form_joint_column(count, scale, p, probe_direction.row(s.item, mode, row) + col, object, d, begin);
        continue;
      }
      if (f.base != nullptr) multiply_column(count, scale, p, object, f.base + begin);
      if (moves_object())
        multiply_column(count, scale, p, PatchColumn<Real, interpolated>(patch_direction, s.item, row, col),
                        a.base + begin);
      else
        multiply_column(count, scale, probe_direction.row(s.item, mode, row) + col, object, a.base + begin);
    }
  }

  /// f, a and b of a joint direction (d, dp) in a column.
  template <class Column>
  KOKKOS_FUNCTION void form_joint_column(int count, Real scale, Complex<Real> const* p, Complex<Real> const* dp,
                                         Column object, Column d, std::int64_t begin) const {
    Complex<Real>* out_f = f.base != nullptr ? f.base + begin : nullptr;
    Complex<Real>* out_a = a.base + begin;
    Complex<Real>* out_b = b.base + begin;
    for (int i = 0; i < count; ++i, p += probe.size, dp += probe.size, out_a += a.pitch, out_b += a.pitch) {
      Complex<Real> const scaled_object = scale * object.take();
      Complex<Real> const sd = scale * d.take();
      *out_a = *p * sd + *dp * scaled_object;
      *out_b = *dp * sd;
      if (out_f == nullptr) continue;
      *out_f = *p * scaled_object;
      out_f += a.pitch;
    }
  }

  /// out = scale p object in a column.
  template <class Column>
  KOKKOS_FUNCTION void multiply_column(int count, Real scale, Complex<Real> const* p, Column object,
                                       Complex<Real>* out) const {
    for (int i = 0; i < count; ++i, p += probe.size, out += a.pitch) *out = *p * (scale * object.take());
  }

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
