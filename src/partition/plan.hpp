#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "partition/device_memory.hpp"
#include "partition/tiles.hpp"

namespace ptyger::partition {

/// Memory limits of the devices and of the host; a plan must stay below both.
struct MemoryLimit {
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::size_t device = none;  ///< bytes that each device may use
  std::size_t host = none;    ///< bytes that this process may use in the memory of the host, frames included
};

/// A memory strategy for a reconstruction, with the memory it needs.
struct MemoryChoice {
  MemoryStrategy strategy = MemoryStrategy::recompute;
  bool streamed = false;             ///< frames stay in host memory and are copied to the device chunk by chunk
  std::vector<DeviceMemory> memory;  ///< [device]
  std::size_t host = 0;              ///< bytes in host memory
  std::size_t chunk_bytes = 0;       ///< bytes of work space for a chunk of frames, as in DeviceContext
  bool fits = false;                 ///< all memory is below the limits

  /// Memory of the device that needs most, bytes.
  [[nodiscard]] std::size_t largest() const;
};

/// Partition of a reconstruction over devices, the memory choices for it, and the bytes that devices send.
struct Plan {
  Partition partition = Partition::tiled;
  std::vector<model::Tile> tiles;             ///< [device]
  std::vector<MemoryChoice> choices;          ///< all memory choices, resident before streamed, each fastest first
  std::optional<std::size_t> choice;          ///< index of the selected memory choice; empty when none fits
  std::vector<std::int64_t> sent_tiled;       ///< [device] bytes sent in an iteration, reductions included
  std::vector<std::int64_t> sent_replicated;  ///< as sent_tiled, when every device holds the whole object

  [[nodiscard]] MemoryChoice const& chosen() const { return choices[*choice]; }
  /// Bytes sent in an iteration by the device that sends most.
  [[nodiscard]] std::int64_t most_sent(Partition sharing) const;
};

/// Cuts a scan into tiles for a number of devices and selects the first memory choice that fits. `requested` and
/// the options restrict the choices. With MemoryStrategy::automatic a deterministic run does not use `carried`, whose
/// rounding errors would change the bits of a continued run. Plan::choice is empty when nothing fits. Throws InputError
/// when there are more devices than frames.
Plan make_plan(MemoryNeeds const& needs, model::Placement const& placement, int devices, DeviceOptions const& options,
               MemoryStrategy requested, MemoryLimit const& limit);

/// Table of tiles, balance, bytes sent and memory choices for the user, several lines.
std::string describe(Plan const& plan, MemoryLimit const& limit);

/// Throws InputError with the table of describe() and a remedy when no memory choice was selected.
void require_fit(Plan const& plan, MemoryLimit const& limit);

}  // namespace ptyger::partition
