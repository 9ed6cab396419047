#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ptyger/options.hpp"

namespace ptyger::solver {

/// Share of the pixels that a run holds out of the fit: 0 when the number of iterations is given.
double held_out_share(Options const& options);

/// [D][D] pattern of fitted pixels (1) and held-out pixels (0). The misfit of the held-out pixels shows when a fit
/// begins to follow the noise. The seed draws the held-out pixels; at least one pixel of each kind. Empty when the
/// share is 0.
std::vector<std::uint8_t> fitted_pixels(std::size_t detector, double share, std::uint64_t seed);

}  // namespace ptyger::solver
