#pragma once

#include <optional>

#include "tuning/trials.hpp"

namespace ptyger::tuning {

/// The smoothness term that suits the noise and the roughness of the object.
struct SmoothnessChoice {
  double weight = 0;          ///< Options::smoothness
  double edge_threshold = 0;  ///< Options::edge_threshold
  double noise = 0;      ///< rms noise of a pixel of the object from the frames of the trial, relative to the object
  double roughness = 0;  ///< rms difference of neighbours without noise; edges count less
};

/// Compares two halves of some more frames, with the model of an earlier trial. threshold: of edges; empty: the noise
/// of the object.
SmoothnessChoice choose_smoothness(Trials& trials, Trial const& model, std::optional<double> threshold);

}  // namespace ptyger::tuning
