#pragma once

#include "device/launch.hpp"
#include "model/wave_rows.hpp"

namespace ptyger::gradient {

/// field += by_a a + by_b b: the pending step of cached far fields (model/far_fields.hpp). item = frame, rows = modes x
/// D.
template <class Real>
struct AdvanceFarFields {
  model::WaveRows<Real> field;
  model::WaveRows<Real> a;
  model::WaveRows<Real> b;  ///< base null: b is 0
  Real by_a;                ///< factor of a
  Real by_b;                ///< factor of b

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real>* f = field.row(s.item, 0, s.row) + s.col;
    Complex<Real> const* a_row = a.row(s.item, 0, s.row) + s.col;
    if (b.base == nullptr) {
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) f[i] += by_a * a_row[i];
    } else {
      Complex<Real> const* b_row = b.row(s.item, 0, s.row) + s.col;
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < s.width; ++i) f[i] += by_a * a_row[i] + by_b * b_row[i];
    }
  }
};

}  // namespace ptyger::gradient
