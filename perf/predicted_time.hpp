#pragma once

#include "perf/division.hpp"
#include "perf/kernel_bytes.hpp"
#include "perf/machines.hpp"

namespace ptyger::perf {

/// What is reconstructed, and how.
struct Work {
  std::size_t probe = 256;  ///< P, and the size of the detector
  std::size_t modes = 1;
  std::size_t real_bytes = 4;
  MemoryStrategy strategy = MemoryStrategy::recompute;
  double transform_passes = 2;

  [[nodiscard]] partition::MessageNeeds needs() const { return {probe, modes, real_bytes}; }
};

/// Seconds of an iteration or epoch on the device that takes longest; the others wait for it.
struct Seconds {
  double frames = 0;  ///< its own frames
  double light = 0;   ///< the light of other devices' frames
  double object = 0;  ///< vectors of the object's size
  double links = 0;   ///< exchanges with the other devices
  [[nodiscard]] double total() const { return frames + light + object + links; }
};

Seconds iteration_seconds(Division const& division, Mode mode, Work const& work, Machine const& machine,
                          Links const& links);
/// Of a later epoch of the start, without new illumination.
Seconds epoch_seconds(Division const& division, Mode mode, Work const& work, Machine const& machine,
                      Links const& links);

}  // namespace ptyger::perf
