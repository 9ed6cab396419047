#pragma once

#include <vector>

#include "core/box.hpp"
#include "model/placement.hpp"

namespace ptyger::model {

/// A device's share of the object and of the frames of a scan.
struct Tile {
  core::Subdomain subdomain;  ///< boxes of the object: local, updated and owned
  std::vector<int> own;    ///< the device's frames, by number in the scan, in the order in which the device stores them
  std::vector<int> ranks;  ///< ranks of the device's frames in an order of all frames that no partition changes
  std::vector<int> neighbours;  ///< frames of other devices that illuminate pixels which this device updates
  int total = 0;                ///< number of frames of the whole scan
  int earlier_neighbours = 0;   ///< number of leading neighbours whose illumination is added before the frames in own
};

/// All pixels of the object.
core::Box whole_object(Placement const& placement);

/// The tile of a single device, with all frames in the given order.
Tile whole_tile(Placement const& placement, std::vector<int> const& order);

}  // namespace ptyger::model
