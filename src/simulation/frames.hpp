#pragma once

#include <vector>

#include "model/placement.hpp"
#include "ptyger/scan.hpp"
#include "simulation/random.hpp"
#include "simulation/transform.hpp"

namespace ptyger::simulation {

/// Expected intensities of all frames: [frame][row][col], zero frequency in the corner.
/// I_j = sum over modes of |F(p_m(x - f_j) S_j psi)|^2 with the unitary transform F: the patch is cut at the whole
/// pixel nearest to its corner, and the probe is moved by what is left, exactly, by a phase ramp on its spectrum.
/// motion: pixels that the probe moves along the rows during an exposure, whose frame is the mean over many places.
std::vector<float> expected_intensities(ObjectImage const& object, ProbeModes const& probe,
                                        model::Placement const& placement, Transform const& transform,
                                        double motion = 0);

/// Draws the counts of each pixel, in the smallest integer type that holds them all.
Counts draw_counts(std::vector<float> const& expected, Random& random);

}  // namespace ptyger::simulation
