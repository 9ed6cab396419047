#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/result.hpp"

namespace ptyger {

/// One vector over object and probe, in double precision, which holds single precision exactly.
struct CheckpointVector {
  std::vector<std::complex<double>> object;  ///< [row][col] of the whole object
  std::vector<std::complex<double>> probe;   ///< [mode][row][col]
  /// Whether all values are equal.
  bool operator==(CheckpointVector const&) const = default;
};

/// The state of one sequence of conjugate directions: over object and probe together, or over one of the two.
struct CheckpointSequence {
  CheckpointVector direction;            ///< the last direction
  CheckpointVector last_gradient;        ///< gradient of the objective from which the last direction was made
  CheckpointVector last_preconditioned;  ///< last_gradient divided by the illumination
  bool fresh = true;                     ///< the next direction is the preconditioned gradient
  bool moved_object = true;              ///< whether the last step moved the object
  bool moved_probe = true;               ///< whether the last step moved the probe
  int searches = 0;                      ///< number of line searches so far
  double last_step = 1;                  ///< step length of the last line search
  /// Whether all values are equal.
  bool operator==(CheckpointSequence const&) const = default;
};

/// The state of a reconstruction between two iterations of the conjugate gradients, for the whole object: it does not
/// depend on the number of devices. On as many host devices and with the same options, a resumed run has the bits of a
/// run that was never stopped (except with MemoryStrategy::carried); otherwise both are equal to rounding. A resumed
/// run computes gradient, illumination and misfit anew. The first members say which run the checkpoint belongs to;
/// they mean the same as the members of Options with their names.
struct Checkpoint {
  std::size_t rows = 0;                    ///< rows of the object, pixels
  std::size_t cols = 0;                    ///< columns of the object, pixels
  std::size_t modes = 0;                   ///< modes of the probe
  std::size_t variation = 0;               ///< variation probes, which follow the modes in CheckpointVector::probe
  std::size_t probe_size = 0;              ///< rows = columns of the probe, pixels
  Noise noise = Noise::gaussian;           ///< as in Options
  Rule rule = Rule::prp;                   ///< as in Options
  Scheme scheme = Scheme::joint;           ///< as in Options
  Sampling sampling = Sampling::bilinear;  ///< as in Options
  bool recover_probe = true;               ///< as in Options
  int devices = 1;                  ///< number of devices that shared the scan; a resumed run may have another number
  double smoothness = 0;            ///< as in Options
  double edge_threshold = 0;        ///< as in Options
  double effective_distance_m = 0;  ///< of a near field, as in NearField; 0: far fields
  Refine refine = {};               ///< as in Options
  Constraints constraints = {};     ///< as in Options
  double hold_out = 0;              ///< as in Options; 0 when the number of iterations was given
  std::uint64_t seed = 0;           ///< as in Options; chooses the held-out pixels

  int iteration = 0;       ///< conjugate gradient iterations made
  bool started = false;    ///< a start has run or an initial object was given, so the probe moves from iteration 1 on
  bool stuck = false;      ///< no step lowered the objective in the last iteration
  double transformed = 0;  ///< 2-D transforms of all devices, without those of the last evaluation, which is repeated
  double search_transforms = 0;            ///< Result::search_transforms
  CheckpointVector estimate = {};          ///< object and probe
  FrameCorrections corrections = {};       ///< corrections of the scan at the estimate
  CheckpointVector best = {};              ///< estimate with the least misfit of held-out pixels; empty: not known
  FrameCorrections best_corrections = {};  ///< corrections of the scan at `best`
  std::vector<CheckpointSequence> sequences = {};  ///< one sequence for object and probe together, or one for each
  std::vector<HistoryRecord> history = {};         ///< all records so far; the last one has the misfit at the estimate
};

}  // namespace ptyger
