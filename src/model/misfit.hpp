#pragma once

namespace ptyger::model {

/// Distance of the model from the measured pixels of a set of frames: sums over pixels and frames.
struct Misfit {
  double objective = 0;   ///< objective of the noise model over the fitted pixels
  double squares = 0;     ///< sum of (sqrt I - sqrt d)^2 over fitted and held-out pixels
  double magnitudes = 0;  ///< sum of |sqrt I - sqrt d| over fitted and held-out pixels
  double held_out = 0;    ///< objective of the noise model over the held-out pixels

  Misfit& operator+=(Misfit const& other) {
    objective += other.objective;
    squares += other.squares;
    magnitudes += other.magnitudes;
    held_out += other.held_out;
    return *this;
  }
};

}  // namespace ptyger::model
