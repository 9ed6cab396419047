#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger {

/// Mean over the frames of the measured counts, [row][col] with the zero frequency in the corner; 0 where masked.
std::vector<double> mean_pattern(Scan const& scan);

/// Measured counts of a mean frame, photons: what the power of the probe is scaled to.
double mean_photons(Scan const& scan);

}  // namespace ptyger
