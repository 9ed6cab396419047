#pragma once

#include <vector>

#include "core/box.hpp"
#include "model/placement.hpp"

namespace ptyger::model {

/// The share of one device: what of the object it holds, and which frames of the scan.
struct Tile {
  core::Subdomain subdomain;
  std::vector<int> own;         ///< numbers in the scan, in the order in which the device holds them
  std::vector<int> ranks;       ///< of these in an order of all frames that is the same for any number of devices
  std::vector<int> neighbours;  ///< other frames whose light falls on the pixels that this device steps
  int total = 0;                ///< frames of the whole scan
  int earlier = 0;              ///< of the neighbours, those whose light is added before that of its own frames
};

/// All pixels of the object.
core::Box whole_object(Placement const& placement);

/// One device has everything, frames in the given order.
Tile whole_tile(Placement const& placement, std::vector<int> const& order);

}  // namespace ptyger::model
