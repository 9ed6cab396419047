#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/result.hpp"

namespace ptyger {

/// One vector of the conjugate gradients, in double precision, which holds single precision exactly.
struct CheckpointVector {
  std::vector<std::complex<double>> object;  ///< [row][col] of the whole object
  std::vector<std::complex<double>> probe;   ///< [mode][row][col]
  bool operator==(CheckpointVector const&) const = default;
};

/// One sequence of conjugate directions: where it has come to.
struct CheckpointLine {
  CheckpointVector direction;
  CheckpointVector last_gradient;        ///< of the misfit, where the last direction was made
  CheckpointVector last_preconditioned;  ///< the same gradient divided by the illumination
  bool fresh = true;                     ///< the next direction starts afresh
  bool moved_object = true;              ///< what the last step moved
  bool moved_probe = true;
  int searches = 0;      ///< of a step length, made so far
  double last_step = 1;  ///< the last length found
  bool operator==(CheckpointLine const&) const = default;
};

/// The state of a reconstruction between two CG iterations, for the whole object: it does not depend on how many
/// devices shared it. With as many host devices and the same options a resumed run has the bits of one that was never
/// stopped (but with far fields that are carried along, MemoryStrategy::carried); with others it is equal to rounding.
/// Gradient, illumination and misfit at the estimate are computed anew.
struct Checkpoint {
  /// What it belongs to.
  std::size_t rows = 0;  ///< of the object, pixels
  std::size_t cols = 0;
  std::size_t modes = 0;       ///< of the probe
  std::size_t probe_size = 0;  ///< rows = columns, pixels
  Noise noise = Noise::gaussian;
  Rule rule = Rule::prp;
  Scheme scheme = Scheme::joint;
  Sampling sampling = Sampling::bilinear;
  bool recover_probe = true;
  int devices = 1;        ///< that shared the scan; others may go on
  double smoothness = 0;  ///< as in Options
  Refine refine = {};
  double hold_out = 0;     ///< share of the detector's pixels that are kept from the fit
  std::uint64_t seed = 0;  ///< chooses these pixels

  int iteration = 0;       ///< CG iterations made
  bool started = false;    ///< the first iteration found an object to begin with: a start has run, or one was given
  bool stuck = false;      ///< no step lowered the objective any more
  double transformed = 0;  ///< 2-D transforms on all devices, but for those of the evaluation at the estimate
  double search_transforms = 0;  ///< of the blind-probe search, as in Result
  CheckpointVector estimate = {};
  FrameCorrections corrections = {};
  CheckpointVector best = {};  ///< where the misfit of the held-out pixels was least; empty: not known
  FrameCorrections best_corrections = {};
  std::vector<CheckpointLine> lines = {};   ///< one of object and probe together, or one of each in turn
  std::vector<HistoryRecord> history = {};  ///< all records so far; the last one tells the misfit at the estimate
};

}  // namespace ptyger
