#pragma once

#include "perf/division.hpp"
#include "perf/kernel_bytes.hpp"
#include "perf/machines.hpp"

namespace ptyger::perf {

/// Properties of a reconstruction that determine its time.
struct Work {
  std::size_t probe = 256;     ///< P: probe and frames are P x P pixels
  std::size_t modes = 1;       ///< number of probe modes
  std::size_t real_bytes = 4;  ///< bytes of a real number
  MemoryStrategy strategy = MemoryStrategy::recompute;
  double transform_passes = 2;  ///< passes of a 2-D transform over its values in memory, as in transforms()

  [[nodiscard]] partition::MessageNeeds needs() const { return {probe, modes, real_bytes}; }
};

/// Seconds of an iteration or epoch on the device that takes longest, for which the others wait.
struct Seconds {
  double frames = 0;        ///< passes over its own frames
  double illumination = 0;  ///< illumination by frames of other devices
  double object = 0;        ///< operations on vectors of the object's size
  double links = 0;         ///< exchanges with other devices
  [[nodiscard]] double total() const { return frames + illumination + object + links; }
};

Seconds iteration_seconds(Division const& division, Mode mode, Work const& work, Machine const& machine,
                          Links const& links);
/// Seconds of an epoch of the start that does not compute the illumination again.
Seconds epoch_seconds(Division const& division, Mode mode, Work const& work, Machine const& machine,
                      Links const& links);

}  // namespace ptyger::perf
