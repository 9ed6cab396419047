#include "model/tile.hpp"

#include <numeric>

namespace ptyger::model {

core::Box whole_object(Placement const& placement) {
  return {0, 0, static_cast<int>(placement.rows), static_cast<int>(placement.cols)};
}

Tile whole_tile(Placement const& placement, std::vector<int> const& order) {
  auto const object = whole_object(placement);
  Tile tile;
  tile.subdomain = {object, object, object};
  tile.own = order;
  tile.total = static_cast<int>(order.size());
  tile.ranks.resize(order.size());
  std::iota(tile.ranks.begin(), tile.ranks.end(), 0);
  return tile;
}

}  // namespace ptyger::model
