#pragma once

#include <vector>

#include "model/tile.hpp"

namespace ptyger::partition {

/// Cuts a scan into one tile for each device, by recursive bisection of the positions at medians, longest axis first,
/// ties by frame number (src/comm/README.md, "Partition"): the numbers of frames differ by one at the most for any
/// number of devices, and the cores tile the object. A tile holds its core and its frames' patches with `margin` pixels
/// around them, which is how far corrected positions may drift. Throws InputError when there are fewer frames than
/// devices.
std::vector<model::Tile> cut_into_tiles(model::Placement const& placement, int devices, int margin = 1);

/// The same frames and cores, but every device holds the whole object and makes the whole direction: the baseline.
std::vector<model::Tile> replicate(model::Placement const& placement, int devices);

/// [device]
std::vector<core::Subdomain> subdomains_of(std::vector<model::Tile> const& tiles);

/// Frames of the fullest tile over their mean, and pixels held over pixels owned.
struct Balance {
  double frames = 1;
  double pixels = 1;
};
Balance balance(std::vector<model::Tile> const& tiles);

}  // namespace ptyger::partition
