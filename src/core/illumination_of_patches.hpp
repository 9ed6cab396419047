#pragma once

#include <cstddef>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::core {

/// The pixel of an object where a patch begins; may lie outside of it.
struct PatchOrigin {
  std::ptrdiff_t row = 0;
  std::ptrdiff_t col = 0;
};

/// Sum of the probe's intensity (all modes) over patches with these corners, [row][col] of an object of that size, in
/// the unit of |probe|^2; what lies outside is cut off.
std::vector<double> illumination_of_patches(ProbeModes const& probe, std::vector<PatchOrigin> const& corners,
                                            std::size_t rows, std::size_t cols);

}  // namespace ptyger::core
