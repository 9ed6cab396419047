#include "perf/raster.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"
#include "ptyger/error.hpp"

namespace ptyger::perf {
namespace {

constexpr double jitter = 1.0 / 3;  // largest displacement, steps

/// Pixels that place_frames() adds to the extent of the positions and the patch: margins, and a pixel for
/// interpolation.
constexpr double around_patches = 5;

double uniform(core::Random& random) {
  return static_cast<double>(random.next() >> 11U) / 9007199254740992.0;
}

}  // namespace

model::Placement jittered_raster(std::size_t size, std::size_t probe, double step) {
  double const length = static_cast<double>(size) - static_cast<double>(probe) - around_patches;
  if (!(length >= 1) || !(step > 0)) throw InputError("the object must be larger than a patch, and the step positive");
  auto const side = static_cast<std::size_t>(std::ceil(length / (step * static_cast<double>(probe)))) + 1;
  double const distance = length / static_cast<double>(side - 1);
  core::Random random(1);
  Scan scan;
  scan.pixel_row_m = scan.pixel_col_m = 1;
  auto const near = [&](std::size_t number) {
    double const moved = distance * (static_cast<double>(number) + jitter * (2 * uniform(random) - 1));
    return number == 0 ? 0 : number == side - 1 ? length : moved;  // the outer frames define the size of the object
  };
  for (std::size_t j = 0; j < side * side; ++j) {
    double const row = near(j / side);
    scan.positions.push_back({row, near(j % side)});
  }
  return model::place_frames(scan, probe);
}

}  // namespace ptyger::perf
