#pragma once

#include <cstdint>
#include <vector>

#include "simulation/options.hpp"
#include "simulation/random.hpp"

namespace ptyger::simulation {

/// Bits of a CXI detector mask.
enum class MaskBit : std::uint32_t { dead = 8, shadowed = 16, missing = 512 };

/// Mask of the detector: [row][col], zero frequency in the centre, 0 = good. Dead pixels are random, the beam stop is a
/// disc in the centre. The detector has four modules; their gaps cross a tenth of its width off the centre.
std::vector<std::uint32_t> make_mask(Options const& options, Random& random);

}  // namespace ptyger::simulation
