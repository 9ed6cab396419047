#pragma once

#include "tuning/trials.hpp"

namespace ptyger::tuning {

/// The weight of the smoothness term with which half of the frames predict the object of the other half best.
struct SmoothnessChoice {
  double smoothness = 0;   ///< Options::smoothness for all frames
  double error = 0;        ///< rms difference of the halves with about this weight, relative to the object
  double rough_error = 0;  ///< the same with the least weight that was tried
};

/// Tries weights on two halves of some more frames, with the model of an earlier trial.
SmoothnessChoice choose_smoothness(Trials& trials, Trial const& model);

}  // namespace ptyger::tuning
