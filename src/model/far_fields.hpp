#pragma once

#include "model/forward_model.hpp"

namespace ptyger::model {

/// What a memory strategy keeps between the passes of an iteration, for all frames of a device (src/solver/README.md,
/// "What an iteration costs"). Empty views: nothing is kept.
template <class Exec, class Real>
struct FarFields {
  Array1<Exec, Complex<Real>> field;  ///< carried: f, [frame][mode][D][D]
  Array1<Exec, Complex<Real>> a;      ///< carried: df/dstep
  Array1<Exec, Complex<Real>> b;      ///< carried: (1/2) d2f/dstep2, joint steps only
  Array1<Exec, Real> coefficients;    ///< coefficients: A0..A4 of the intensity polynomial, [frame][5][D][D]
  bool current = false;               ///< field is that of the present estimate, but for the advance below
  bool joint = false;                 ///< the last step moved object and probe, so that b counts
  double advance_a = 0;               ///< field has still to become field + advance_a a + advance_b b
  double advance_b = 0;

  /// The estimate has moved from step `from` to step `to` along the direction of a and b.
  void move(double from, double to) {
    advance_a += to - from;
    advance_b += to * to - from * from;
  }
  [[nodiscard]] bool carried() const { return field.size() > 0; }

  /// Rows of a chunk of all frames in a carried array; base null: the array is empty.
  [[nodiscard]] WaveRows<Real> rows(Array1<Exec, Complex<Real>> const& array, ForwardModel<Exec, Real> const& model,
                                    FrameRange chunk) const {
    auto const waves = static_cast<std::size_t>(chunk.first) * static_cast<std::size_t>(model.modes());
    return model.wave_rows(array.size() > 0 ? array.data() + waves * model.wave_pixels() : nullptr);
  }
};

}  // namespace ptyger::model
