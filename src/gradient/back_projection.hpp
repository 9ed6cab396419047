#pragma once

#include "model/exit_waves.hpp"

namespace ptyger {

/// Back-projection of the residual waves w of a chunk for a probe that all frames share, [row][col] of P x P, frame
/// after frame, so that what the frames share is read once:
///   object gradient += S^T sum over modes of conj(p_m) w_m,  probe gradient_m += conj(S) w_m,
///   object illumination += S^T sum over modes of |p_m|^2,    probe illumination += |S|^2.
/// With `whole` pixels S^T adds into the object at the patch corners; else the object's part is left as one image a
/// frame and its illumination alone, for the transposed interpolation.
template <class Exec, class Real, bool whole>
struct BackProject {
  ProbeRows<Real> probe;
  ImageRows<Complex<Real> const> patch;
  WaveRows<Real> wave;
  ImageRows<Complex<Real>> object_gradient;
  ImageRows<Real> object_light;   ///< whole pixels only
  Real const* power;              ///< [row][col] sum over modes of |p_m|^2
  Complex<Real>* probe_gradient;  ///< [mode][row][col]
  Real* probe_light;              ///< [row][col]
  int frames;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    auto const here = std::int64_t{s.row} * probe.size + s.col;
    for (int frame = 0; frame < frames; ++frame) {
      Complex<Real> const* object = patch.row(frame, s.row) + s.col;
      Complex<Real>* out = object_gradient.row(frame, s.row) + s.col;
      for (int mode = 0; mode < wave.modes; ++mode)
        add(s.width, probe.row(frame, mode, s.row) + s.col, wave.row(frame, mode, s.row + wave.pad) + s.col + wave.pad,
            object, out, probe_gradient + std::int64_t{mode} * probe.size * probe.size + here, whole || mode > 0);
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) probe_light[here + i] += norm2(object[i]);
      if (!whole) continue;
      Real* light = object_light.row(frame, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) accumulate<Exec>(light[i], power[here + i]);
    }
  }

 private:
  KOKKOS_FUNCTION static void add(int count, Complex<Real> const* p, Complex<Real> const* w,
                                  Complex<Real> const* object, Complex<Real>* by_object, Complex<Real>* by_probe,
                                  bool onto) {
    if (onto) {
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < count; ++i) {
        accumulate<Exec>(by_object[i], conj_times(p[i], w[i]));
        by_probe[i] += conj_times(object[i], w[i]);
      }
    } else {
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < count; ++i) {
        by_object[i] = conj_times(p[i], w[i]);
        by_probe[i] += conj_times(object[i], w[i]);
      }
    }
  }
};

/// sum over modes of conj(p_m) w_m added into the object's gradient at the patch corners, for a probe that differs from
/// frame to frame. item = frame, [row][col] of P x P.
template <class Exec, class Real>
struct BackProjectToObject {
  ProbeRows<Real> probe;
  WaveRows<Real> wave;
  ImageRows<Complex<Real>> gradient;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    Complex<Real>* out = gradient.row(s.item, s.row) + s.col;
    for (int mode = 0; mode < wave.modes; ++mode) {
      Complex<Real> const* p = probe.row(s.item, mode, s.row) + s.col;
      Complex<Real> const* w = wave.row(s.item, mode, s.row + wave.pad) + s.col + wave.pad;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) accumulate<Exec>(out[i], conj_times(p[i], w[i]));
    }
  }
};

/// conj(S) w_m of every frame, for the transposed shift of each, and power += |S|^2 summed over the chunk.
/// item = mode, [row][col] of P x P.
template <class Real>
struct BackProjectToShiftedProbes {
  ImageRows<Complex<Real> const> patch;
  WaveRows<Real> wave;
  Complex<Real>* shifted;  ///< [frame][mode][row][col]
  Real* power;             ///< [row][col]
  int frames;
  int size;  ///< P

  KOKKOS_FUNCTION void operator()(Strip s) const {
    Real* light = power + std::int64_t{s.row} * size + s.col;
    for (int frame = 0; frame < frames; ++frame) {
      Complex<Real> const* object = patch.row(frame, s.row) + s.col;
      Complex<Real> const* w = wave.row(frame, s.item, s.row + wave.pad) + s.col + wave.pad;
      Complex<Real>* out = shifted + ((std::int64_t{frame} * wave.modes + s.item) * size + s.row) * size + s.col;
      for (int i = 0; i < s.width; ++i) {
        out[i] = conj_times(object[i], w[i]);
        if (s.item == 0) light[i] += norm2(object[i]);
      }
    }
  }
};

/// sum over modes of |p_m|^2. item = frame (or 0 for a probe that all share), [row][col] of P x P.
template <class Real>
struct ProbePower {
  ProbeRows<Real> probe;
  int modes;
  ImageRows<Real> power;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    Real* out = power.row(s.item, s.row) + s.col;
    for (int i = 0; i < s.width; ++i) out[i] = 0;
    for (int mode = 0; mode < modes; ++mode) {
      Complex<Real> const* p = probe.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) out[i] += norm2(p[i]);
    }
  }
};

}  // namespace ptyger
