#pragma once

#include "model/forward_model.hpp"

namespace ptyger::model {

/// The cache of a memory strategy between the passes of an iteration, for all frames of a device (src/solver/README.md,
/// "What an iteration costs"). `carried` caches far fields, `coefficients` intensity coefficients; empty views: no
/// cache.
template <class Exec, class Real>
struct FarFields {
  Array1<Exec, Complex<Real>> field;  ///< far fields f, [frame][mode][D][D]
  Array1<Exec, Complex<Real>> a;      ///< derivative of f by the step length, shaped like f
  Array1<Exec, Complex<Real>> b;      ///< half the second derivative of f by the step length; joint steps only
  Array1<Exec, Real> coefficients;    ///< A0..A4 of the intensity polynomial, [frame][5][D][D]
  bool current = false;               ///< field + advance_a a + advance_b b are the far fields of the estimate
  bool joint = false;                 ///< the last step moved object and probe: b is not 0
  double advance_a = 0;               ///< factor of a that has still to be added to `field`
  double advance_b = 0;               ///< factor of b that has still to be added to `field`

  /// The estimate has moved from step `from` to step `to` along the direction of a and b.
  void move(double from, double to) {
    advance_a += to - from;
    advance_b += to * to - from * from;
  }
  /// Whether far fields are cached: the strategy `carried`.
  [[nodiscard]] bool carried() const { return field.size() > 0; }

  /// Rows of a chunk of all frames in a carried array; base null: the array is empty.
  [[nodiscard]] WaveRows<Real> rows(Array1<Exec, Complex<Real>> const& array, ForwardModel<Exec, Real> const& model,
                                    FrameRange chunk) const {
    auto const waves = static_cast<std::size_t>(chunk.first) * static_cast<std::size_t>(model.modes());
    return model.wave_rows(array.size() > 0 ? array.data() + waves * model.wave_pixels() : nullptr);
  }
};

}  // namespace ptyger::model
