#include "perf/division.hpp"

#include <algorithm>
#include <numeric>

namespace ptyger::perf {

char const* name_of(Mode mode) {
  return mode == Mode::tiled ? "tiled" : "replicated";
}

Division divide(model::Placement const& placement, int devices) {
  auto const tiles = partition::cut_into_tiles(placement, devices);
  Division division;
  auto const whole = model::whole_object(placement);
  for (auto const& tile : tiles) {
    division.tiled.push_back(tile.subdomain);
    division.replicated.push_back({whole, whole, tile.subdomain.owned});
    division.frames.push_back(tile.own.size());
    division.neighbours.push_back(tile.neighbours.size());
  }
  division.scan_frames = placement.row.size();
  division.balance = partition::load_balance(tiles);
  return division;
}

SentBytes link_bytes(comm::Traffic const& traffic, int devices, Mode mode) {
  double const ring = 2.0 * (devices - 1) / devices;
  auto const to_owners = static_cast<double>(traffic.to_owners);
  double const summed = ring * static_cast<double>(traffic.summed);
  if (mode == Mode::replicated) return {0, ring * to_owners + summed};
  return {to_owners + static_cast<double>(traffic.from_owners), summed};
}

Spread spread(std::vector<double> const& values) {
  return {std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()),
          *std::max_element(values.begin(), values.end())};
}

double vector_bytes(core::Subdomain const& subdomain, std::size_t real_bytes) {
  constexpr int complex_vectors = 6;
  return static_cast<double>(subdomain.local.pixels()) * (2 * complex_vectors + 1) * static_cast<double>(real_bytes);
}

}  // namespace ptyger::perf
