#pragma once

#include "model/exit_waves.hpp"

namespace ptyger::model {

/// power += sum over the frames of a chunk of |S psi|^2, [row][col] of P x P. The frames are items on a GPU.
template <class Exec, class Real>
struct AddObjectPower {
  PatchRows<Real> patch;
  Real* power;  ///< [row][col]
  int frames;   ///< number of frames of the chunk
  int size;     ///< P: the probe is P x P pixels

  [[nodiscard]] device::Extent extent() const { return {is_host_device<Exec> ? 1 : frames, size, size}; }

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    device::StripScratch<Exec, Real> scratch;
    Real* out = power + std::int64_t{s.row} * size + s.col;
    int const end = is_host_device<Exec> ? frames : s.item + 1;
    for (int frame = s.item; frame < end; ++frame) {
      Complex<Real> const* object = patch.strip(frame, s.row, s.col, s.width, scratch.data());
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) accumulate<Exec>(out[i], norm2(object[i]));
    }
  }
};

/// power = sum over modes of |p_m|^2. item = frame, or 0 for a probe that all frames share; [row][col] of P x P.
template <class Real>
struct ProbePower {
  ProbeRows<Real> probe;
  int modes;
  ImageRows<Real> power;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real* out = power.row(s.item, s.row) + s.col;
    for (int i = 0; i < s.width; ++i) out[i] = 0;
    for (int mode = 0; mode < modes; ++mode) {
      Complex<Real> const* p = probe.row(s.item, mode, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) out[i] += norm2(p[i]);
    }
  }
};

}  // namespace ptyger::model
