#pragma once

#include <cstddef>
#include <string>

#include "model/direction_sequences.hpp"
#include "model/tile.hpp"
#include "ptyger/options.hpp"

namespace ptyger::partition {

/// Properties of a reconstruction that determine its memory on a device.
struct MemoryNeeds {
  std::size_t detector = 0;     ///< D: frames are D x D pixels
  std::size_t pitch = 0;        ///< values from row to row of a far field
  std::size_t probe = 0;        ///< P: the probe is P x P pixels
  std::size_t modes = 1;        ///< M: number of probe modes
  std::size_t variation = 0;    ///< K: number of variation probes
  bool ideal_detector = true;   ///< each pixel measures its own intensity
  std::size_t count_bytes = 2;  ///< bytes of a measured count
  std::size_t real_bytes = 4;   ///< bytes of a real number
  Sampling sampling = Sampling::bilinear;
  bool near_field = false;                   ///< frames are near fields
  model::DirectionSequences sequences = {};  ///< sequences of conjugate directions
  bool holds_out = false;             ///< pixels are held out for the stopping rule, which stores the best estimate
  bool refines = false;               ///< positions, brightness or background are refined
  bool starts = true;                 ///< an ordered-subset start comes first
  std::size_t chunk_bytes = 0;        ///< bytes of work space for a chunk of frames, as in DeviceContext
  std::size_t least_chunk_bytes = 0;  ///< where memory is short, chunks may shrink to this; 0: they may not
  bool gpu = false;                   ///< on a GPU, where the FFT library allocates work space
};

/// Memory of a device, bytes, by use.
struct DeviceMemory {
  std::size_t frames = 0;  ///< measured counts of all its frames, or of two chunks when frames are streamed
  std::size_t images = 0;  ///< iterate, gradient, directions, illumination
  std::size_t work = 0;    ///< exit waves of a chunk, positions, sums
  std::size_t cached = 0;  ///< arrays that the memory strategy caches between passes over the frames
  [[nodiscard]] std::size_t total() const { return frames + images + work + cached; }
};

/// Predicts the memory of the device that reconstructs a tile (src/solver/README.md, "What an iteration costs";
/// src/comm/README.md, "Memory"). streamed: frames stay in host memory and are copied to the device chunk by chunk.
DeviceMemory device_memory(MemoryNeeds const& needs, model::Tile const& tile, MemoryStrategy strategy, bool streamed);

}  // namespace ptyger::partition
