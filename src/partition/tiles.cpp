#include "partition/tiles.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <span>

#include "partition/scan_order.hpp"
#include "ptyger/error.hpp"

namespace ptyger::partition {
namespace {

std::size_t at(int frame) {
  return static_cast<std::size_t>(frame);
}

/// The object pixels that the patch of a frame can touch, for every kind of sampling.
core::Box patch(model::Placement const& placement, int frame) {
  int const size = static_cast<int>(placement.probe) + 1;
  return {static_cast<int>(std::floor(placement.row[at(frame)])),
          static_cast<int>(std::floor(placement.col[at(frame)])), size, size};
}

/// The box extended by `margin` pixels on each side.
core::Box grown(core::Box const& box, int margin) {
  return {box.row - margin, box.col - margin, box.rows + 2 * margin, box.cols + 2 * margin};
}

/// Recursive bisection of a scan: sets the frames and the owned box of every tile.
class Bisection {
 public:
  Bisection(model::Placement const& placement, int devices) : placement_(placement), frames_(placement.row.size()) {
    std::iota(frames_.begin(), frames_.end(), 0);
    cut(frames_, model::whole_object(placement), devices);
  }
  [[nodiscard]] std::vector<model::Tile> const& tiles() const { return tiles_; }

 private:
  /// Gives the frames and the pixels of the box to a number of devices.
  void cut(std::span<int> frames, core::Box const& box, int devices) {
    if (devices == 1) {
      model::Tile tile;
      tile.subdomain.owned = box;
      tile.own.assign(frames.begin(), frames.end());
      tiles_.push_back(std::move(tile));
      return;
    }
    bool const by_row = !wider(placement_.row, placement_.col, frames);
    auto const& along = by_row ? placement_.row : placement_.col;
    sort_along(along, frames);
    int const low_devices = devices / 2;
    auto const low_frames = frames.size() * at(low_devices) / at(devices);
    // midway between the centres of the two patches beside the cut
    double const border =
        (along[at(frames[low_frames - 1])] + along[at(frames[low_frames])] + double(placement_.probe)) / 2;
    int const from = by_row ? box.row : box.col;
    int const length = by_row ? box.rows : box.cols;
    int const low_length = std::clamp(static_cast<int>(std::lround(border)) - from, 0, length);
    core::Box low = box;
    core::Box high = box;
    (by_row ? low.rows : low.cols) = low_length;
    (by_row ? high.rows : high.cols) = length - low_length;
    (by_row ? high.row : high.col) = from + low_length;
    cut(frames.first(low_frames), low, low_devices);
    cut(frames.subspan(low_frames), high, devices - low_devices);
  }

  model::Placement const& placement_;
  std::vector<int> frames_;
  std::vector<model::Tile> tiles_;
};

/// Rank of every frame in scan_order(), which does not depend on the number of devices; [frame].
std::vector<int> ranks_of(model::Placement const& placement) {
  auto const order = scan_order(placement.row, placement.col);
  std::vector<int> ranks(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) ranks[at(order[i])] = static_cast<int>(i);
  return ranks;
}

/// Sorts the frames of a tile by rank and lists the frames of other tiles that illuminate its updated pixels. `drift`
/// is how far corrected positions may move, pixels.
void number_frames(model::Tile& tile, model::Placement const& placement, std::vector<int> const& ranks, int drift) {
  auto const by_rank = [&](int a, int b) { return ranks[at(a)] < ranks[at(b)]; };
  std::sort(tile.own.begin(), tile.own.end(), by_rank);
  std::vector<bool> is_own(ranks.size());
  for (int const frame : tile.own) {
    is_own[at(frame)] = true;
    tile.ranks.push_back(ranks[at(frame)]);
  }
  for (int frame = 0; frame < static_cast<int>(ranks.size()); ++frame)
    if (!is_own[at(frame)] &&
        !core::intersection(grown(patch(placement, frame), drift), tile.subdomain.updated).empty())
      tile.neighbours.push_back(frame);
  std::sort(tile.neighbours.begin(), tile.neighbours.end(), by_rank);
  tile.total = static_cast<int>(ranks.size());
}

/// Lists the frames of all other tiles in the order of devices. Every device then adds the illumination of all frames
/// in one order, so that all copies of the direction have the same bits.
void list_all_neighbours(std::vector<model::Tile>& tiles) {
  for (auto& tile : tiles) {
    tile.neighbours.clear();
    for (auto const& other : tiles) {
      if (&other == &tile)
        tile.earlier_neighbours = static_cast<int>(tile.neighbours.size());
      else
        tile.neighbours.insert(tile.neighbours.end(), other.own.begin(), other.own.end());
    }
  }
}

std::vector<model::Tile> bisected(model::Placement const& placement, int devices) {
  if (static_cast<std::size_t>(devices) > placement.row.size())
    throw InputError(fmt::format("{} devices cannot share {} frames: each needs one. Give fewer by --devices", devices,
                                 placement.row.size()));
  return Bisection(placement, devices).tiles();
}

}  // namespace

std::vector<model::Tile> cut_into_tiles(model::Placement const& placement, int devices, int margin) {
  auto tiles = bisected(placement, devices);
  auto const ranks = ranks_of(placement);
  for (auto& tile : tiles) {
    core::Box const& owned = tile.subdomain.owned;
    // Differences of neighbouring pixels need one pixel around the owned box.
    core::Box local = owned.empty() ? owned : grown(owned, 1);
    for (int const frame : tile.own) {
      auto const touched = grown(patch(placement, frame), margin);
      local = local.empty() ? touched : core::bounding_box(local, touched);
    }
    tile.subdomain.local = core::intersection(local, model::whole_object(placement));
    tile.subdomain.updated = tile.subdomain.owned;
    number_frames(tile, placement, ranks, std::max(margin - 1, 0));
  }
  return tiles;
}

std::vector<model::Tile> replicate(model::Placement const& placement, int devices) {
  auto tiles = bisected(placement, devices);
  auto const ranks = ranks_of(placement);
  for (auto& tile : tiles) {
    tile.subdomain.local = tile.subdomain.updated = model::whole_object(placement);
    number_frames(tile, placement, ranks, 0);
  }
  list_all_neighbours(tiles);
  return tiles;
}

std::vector<core::Subdomain> subdomains_of(std::vector<model::Tile> const& tiles) {
  std::vector<core::Subdomain> subdomains;
  for (auto const& tile : tiles) subdomains.push_back(tile.subdomain);
  return subdomains;
}

LoadBalance load_balance(std::vector<model::Tile> const& tiles) {
  std::size_t most = 0;
  std::size_t frames = 0;
  std::int64_t local = 0;
  std::int64_t owned = 0;
  for (auto const& tile : tiles) {
    most = std::max(most, tile.own.size());
    frames += tile.own.size();
    local += tile.subdomain.local.pixels();
    owned += tile.subdomain.owned.pixels();
  }
  return {static_cast<double>(most * tiles.size()) / static_cast<double>(frames),
          static_cast<double>(local) / static_cast<double>(owned)};
}

}  // namespace ptyger::partition
