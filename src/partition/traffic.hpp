#pragma once

#include <vector>

#include "comm/transport.hpp"
#include "core/box.hpp"

namespace ptyger::partition {

/// What, besides the tiles, decides about the bytes that devices exchange.
struct MessageNeeds {
  std::size_t probe = 0;  ///< P
  std::size_t modes = 1;  ///< M
  std::size_t real_bytes = 4;
};

/// What one device sends in one CG iteration, as Transport::traffic() counts it (src/comm/README.md, "One iteration"),
/// when it is a joint one, with the strategy `recompute` or `carried`, whose first look along the line finds a step
/// that lowers the objective; every further look or step back costs its reductions again. territories: [device].
comm::Traffic iteration_traffic(std::vector<core::Subdomain> const& subdomains, int device, MessageNeeds const& needs);

/// The same for one epoch of the ordered-subset start, which makes one step a subset; the first two epochs illuminate.
comm::Traffic epoch_traffic(std::vector<core::Subdomain> const& subdomains, int device, MessageNeeds const& needs,
                            int subsets, bool illuminates);

/// Meetings of all devices for pixels and vectors, beside the reductions.
inline constexpr int exchanges_of_iteration = 2;  ///< gradients with the light on the probe; direction
constexpr int exchanges_of_epoch(int subsets, bool illuminates) {
  return 2 * subsets + (illuminates ? 1 : 0);  // gradients and stepped object of every subset; light on the probe
}

}  // namespace ptyger::partition
