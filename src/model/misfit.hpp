#pragma once

namespace ptyger::model {

/// How far the model is from the measured pixels of a set of frames.
struct Misfit {
  double objective = 0;   ///< of the noise model
  double squares = 0;     ///< sum of (sqrt I - sqrt d)^2
  double magnitudes = 0;  ///< sum of |sqrt I - sqrt d|
  double held_out = 0;    ///< objective of the pixels that are not fitted

  Misfit& operator+=(Misfit const& other) {
    objective += other.objective;
    squares += other.squares;
    magnitudes += other.magnitudes;
    held_out += other.held_out;
    return *this;
  }
};

}  // namespace ptyger::model
