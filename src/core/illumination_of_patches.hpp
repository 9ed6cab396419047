#pragma once

#include <cstddef>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::core {

/// The object pixel of a patch's first row and column; may lie outside the object.
struct PatchOrigin {
  std::ptrdiff_t row = 0;
  std::ptrdiff_t col = 0;
};

/// Illumination of an object of rows x cols pixels, [row][col], in the unit of |probe|^2: the intensity of the probe,
/// summed over modes, is added at every patch. `corners` are the first pixels of the patches; parts of patches outside
/// the object are ignored.
std::vector<double> illumination_of_patches(ProbeModes const& probe, std::vector<PatchOrigin> const& corners,
                                            std::size_t rows, std::size_t cols);

}  // namespace ptyger::core
