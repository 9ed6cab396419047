#pragma once

#include <cstddef>
#include <string>

#include "model/lines.hpp"
#include "model/tile.hpp"
#include "ptyger/options.hpp"

namespace ptyger::partition {

/// What decides about the bytes of a reconstruction on a device.
struct MemoryNeeds {
  std::size_t detector = 0;     ///< D
  std::size_t pitch = 0;        ///< values from row to row of a far field
  std::size_t probe = 0;        ///< P
  std::size_t modes = 1;        ///< M
  std::size_t count_bytes = 2;  ///< of one measured count
  std::size_t real_bytes = 4;   ///< of one real number
  Sampling sampling = Sampling::bilinear;
  model::Lines lines = {};      ///< sequences of conjugate directions
  bool holds_out = false;       ///< pixels for the stopping rule, which keeps the best estimate
  bool refines = false;         ///< positions, brightness or background
  bool starts = true;           ///< with an ordered-subset start
  std::size_t chunk_bytes = 0;  ///< DeviceContext::chunk_bytes
  bool gpu = false;             ///< the FFT library takes work space of its own
};

/// Bytes of one device, by use.
struct DeviceMemory {
  std::size_t frames = 0;  ///< measured counts: all of its own, or two chunks when they are streamed
  std::size_t images = 0;  ///< iterate, gradient, directions, illumination
  std::size_t work = 0;    ///< waves of a chunk, positions, sums
  std::size_t cached = 0;  ///< what the memory strategy keeps between passes
  [[nodiscard]] std::size_t total() const { return frames + images + work + cached; }
};

/// What a tile of a reconstruction takes (src/solver/README.md, "What an iteration costs"; src/comm/README.md,
/// "Memory").
DeviceMemory device_memory(MemoryNeeds const& needs, model::Tile const& tile, MemoryStrategy strategy, bool streamed);

std::string to_string(MemoryStrategy strategy);

}  // namespace ptyger::partition
