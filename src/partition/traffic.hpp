#pragma once

#include <vector>

#include "comm/transport.hpp"
#include "core/box.hpp"

namespace ptyger::partition {

/// Properties of a reconstruction that, with the tiles, determine the bytes that devices exchange.
struct MessageNeeds {
  std::size_t probe = 0;       ///< P: the probe is P x P pixels
  std::size_t modes = 1;       ///< M: number of probe modes
  std::size_t real_bytes = 4;  ///< bytes of a real number
};

/// Predicts what a device sends in an iteration of the conjugate gradients, as Transport::traffic() counts it
/// (src/comm/README.md, "One iteration"). Valid for a joint iteration with the strategy `recompute` or `carried` whose
/// first line search finds a step that lowers the objective; each further trial adds its reductions. subdomains:
/// [device].
comm::Traffic iteration_traffic(std::vector<core::Subdomain> const& subdomains, int device, MessageNeeds const& needs);

/// Predicts what a device sends in an epoch of the ordered-subset start, which makes a step for each subset.
/// with_illumination: the epoch also computes the illumination, as the first two epochs do.
comm::Traffic epoch_traffic(std::vector<core::Subdomain> const& subdomains, int device, MessageNeeds const& needs,
                            int subsets, bool with_illumination);

/// Number of exchanges of pixel arrays between all devices in an iteration: one for the gradients and the illumination
/// of the probe, one for the direction. Reductions of scalars are not counted.
inline constexpr int exchanges_of_iteration = 2;
/// Number of exchanges of pixel arrays in an epoch: one for the gradients and one for the updated object of each
/// subset, and one for the illumination of the probe in an epoch that computes it.
constexpr int exchanges_of_epoch(int subsets, bool with_illumination) {
  return 2 * subsets + (with_illumination ? 1 : 0);
}

}  // namespace ptyger::partition
