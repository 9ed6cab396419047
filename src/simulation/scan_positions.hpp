#pragma once

#include <vector>

#include "simulation/options.hpp"
#include "simulation/random.hpp"

namespace ptyger::simulation {

/// A point on the sample in object pixels; row grows downwards, col to the right.
struct Point {
  double row = 0;
  double col = 0;
};

/// Positions of all frames around (0, 0), object pixels, in the order of the scan.
/// raster: rows of ceil(sqrt(N)) points; jittered: the same, each moved at random by up to jitter x step along both
/// axes; spiral: Fermat's spiral r = c sqrt(n) turned by the golden angle, with one point in each area step x step,
/// cut to a square. With Positions::integer every point is rounded.
std::vector<Point> scan_positions(Options const& options, double step_px, Random& random);

}  // namespace ptyger::simulation
