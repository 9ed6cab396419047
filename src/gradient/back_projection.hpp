#pragma once

#include "model/exit_waves.hpp"

namespace ptyger {

/// sum over modes of conj(p_m) w_m, what a frame adds to the object's gradient: into the field at the patch corners, or
/// (whole == false) into an image per frame, for samplings that spread it further. item = frame, [row][col] of P x P.
template <class Exec, class Real, bool whole>
struct BackProjectToObject {
  ProbeRows<Real> probe;
  WaveRows<Real> wave;
  ImageRows<Complex<Real>> target;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    Complex<Real>* out = target.row(s.item, s.row) + s.col;
    for (int mode = 0; mode < wave.modes; ++mode) {
      Complex<Real> const* p = probe.row(s.item, mode, s.row) + s.col;
      Complex<Real> const* w = wave.row(s.item, mode, s.row + wave.pad) + s.col + wave.pad;
      if (whole) {
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < s.width; ++i) accumulate<Exec>(out[i], conj_times(p[i], w[i]));
      } else if (mode == 0) {
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < s.width; ++i) out[i] = conj_times(p[i], w[i]);
      } else {
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < s.width; ++i) out[i] += conj_times(p[i], w[i]);
      }
    }
  }
};

/// gradient_m += sum over the frames of the chunk of conj(S) w_m, power += sum of |S|^2. item = mode, [row][col] of P x
/// P.
template <class Real>
struct BackProjectToProbe {
  ImageRows<Complex<Real> const> patch;
  WaveRows<Real> wave;
  Complex<Real>* gradient;  ///< [mode][row][col]
  Real* power;              ///< [row][col]
  int frames;
  int size;  ///< P

  KOKKOS_FUNCTION void operator()(Strip s) const {
    Complex<Real>* out = gradient + (std::int64_t{s.item} * size + s.row) * size + s.col;
    Real* light = power + std::int64_t{s.row} * size + s.col;
    for (int frame = 0; frame < frames; ++frame) {
      Complex<Real> const* object = patch.row(frame, s.row) + s.col;
      Complex<Real> const* w = wave.row(frame, s.item, s.row + wave.pad) + s.col + wave.pad;
      if (s.item == 0) {
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < s.width; ++i) {
          out[i] += conj_times(object[i], w[i]);
          light[i] += norm2(object[i]);
        }
      } else {
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < s.width; ++i) out[i] += conj_times(object[i], w[i]);
      }
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
