#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ptyger::solver {

/// [D][D] pattern of pixels that are fitted (1) and of those, a share drawn by the seed, that are held out (0) and tell
/// when a fit begins to follow the noise; at least one of each. Empty when the share is 0.
std::vector<std::uint8_t> fitted_pixels(std::size_t detector, double share, std::uint64_t seed);

}  // namespace ptyger::solver
