#pragma once

#include <vector>

#include "model/tile.hpp"

namespace ptyger::partition {

/// Cuts a scan into one tile for each device, by recursive bisection of the positions at medians, along the longer axis
/// first, equal coordinates by frame number (src/comm/README.md, "Partition"). The numbers of frames differ by at most
/// one for any number of devices, and the owned boxes tile the object. The local box of a tile contains its owned box
/// and the patches of its frames with `margin` pixels around them, which is how far corrected positions may drift.
/// Throws InputError when there are fewer frames than devices.
std::vector<model::Tile> cut_into_tiles(model::Placement const& placement, int devices, int margin = 1);

/// Tiles with the frames and owned boxes of cut_into_tiles(), where every device holds the whole object and computes
/// the whole direction. The partition `replicated`, a baseline for comparisons.
std::vector<model::Tile> replicate(model::Placement const& placement, int devices);

/// The subdomains of the tiles, [device].
std::vector<core::Subdomain> subdomains_of(std::vector<model::Tile> const& tiles);

/// How evenly tiles share the work; both values are 1 for a single device.
struct LoadBalance {
  double frames = 1;  ///< frames of the tile with most frames, divided by the mean number of frames
  double pixels = 1;  ///< local pixels of all tiles, divided by the owned pixels of all tiles
};
LoadBalance load_balance(std::vector<model::Tile> const& tiles);

}  // namespace ptyger::partition
