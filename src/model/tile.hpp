#pragma once

#include <vector>

#include "core/box.hpp"
#include "model/placement.hpp"

namespace ptyger::model {

/// A device's share of the object and of the frames of a scan.
struct Tile {
  core::Subdomain subdomain;    ///< boxes of the object: local, updated and owned
  std::vector<int> own;         ///< numbers in the scan of its frames, in the order in which the device stores them
  std::vector<int> ranks;       ///< ranks of its frames in an order of all frames that is the same for any partition
  std::vector<int> neighbours;  ///< frames of other devices that illuminate pixels which this device updates
  int total = 0;                ///< frames of the whole scan
  int earlier = 0;              ///< neighbours whose illumination is added before that of its own frames
};

/// All pixels of the object.
core::Box whole_object(Placement const& placement);

/// The tile of a single device, with all frames in the given order.
Tile whole_tile(Placement const& placement, std::vector<int> const& order);

}  // namespace ptyger::model
