#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "partition/device_memory.hpp"
#include "partition/tiles.hpp"

namespace ptyger::partition {

/// What the devices of a node have; a plan must keep below both.
struct MemoryLimit {
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::size_t device = none;  ///< bytes that each device may use
  std::size_t host = none;    ///< bytes that this process may use in the memory of the host, frames included
};

/// One way to hold a reconstruction.
struct MemoryChoice {
  MemoryStrategy strategy = MemoryStrategy::recompute;
  bool streamed = false;             ///< frames stay in the memory of the host and come chunk by chunk
  std::vector<DeviceMemory> memory;  ///< [device]
  std::size_t host = 0;              ///< bytes in the memory of the host
  bool fits = false;

  /// Of the device that needs most.
  [[nodiscard]] std::size_t largest() const;
};

/// Who does what in a reconstruction, and what it takes.
struct Plan {
  Partition partition = Partition::tiled;
  std::vector<model::Tile> tiles;             ///< [device]
  std::vector<MemoryChoice> choices;          ///< to hold it, best first
  std::optional<std::size_t> choice;          ///< the first of those asked for that fits
  std::vector<std::int64_t> sent_tiled;       ///< [device] bytes it sends in an iteration, reductions included
  std::vector<std::int64_t> sent_replicated;  ///< the same when every device holds the whole object

  [[nodiscard]] MemoryChoice const& chosen() const { return choices[*choice]; }
  /// Of the device that sends most.
  [[nodiscard]] std::int64_t most_sent(Partition of) const;
};

/// Cuts a scan for a number of devices and chooses how to hold it: as asked, or the fastest way that fits, of which
/// those that carry far fields along are left out when bits have to repeat. Without one that fits Plan::way is empty.
/// Throws InputError when there are more devices than frames.
Plan make_plan(MemoryNeeds const& needs, model::Placement const& placement, int devices, DeviceOptions const& options,
               MemoryStrategy asked, MemoryLimit const& limit);

/// Tiles, balance, bytes and ways as a text of several lines.
std::string describe(Plan const& plan, MemoryLimit const& limit);

/// Throws InputError with the description when nothing fits.
void require_fit(Plan const& plan, MemoryLimit const& limit);

}  // namespace ptyger::partition
