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
constexpr double margin_pixels = 5;

double uniform(core::Random& random) {
  return static_cast<double>(random.next() >> 11U) / 9007199254740992.0;
}

}  // namespace

model::Placement jittered_raster(std::size_t size, std::size_t probe, double step) {
  // extent of the patch corners along each axis, pixels
  double const corner_extent = static_cast<double>(size) - static_cast<double>(probe) - margin_pixels;
  if (!(corner_extent >= 1) || !(step > 0))
    throw InputError("the object must be larger than a patch, and the step positive");
  auto const frames_per_side =
      static_cast<std::size_t>(std::ceil(corner_extent / (step * static_cast<double>(probe)))) + 1;
  double const corner_distance = corner_extent / static_cast<double>(frames_per_side - 1);
  core::Random random(1);
  Scan scan;
  scan.pixel_row_m = scan.pixel_col_m = 1;
  // Coordinate of a patch corner along one axis, pixels; number: of the frame along the axis.
  auto const corner = [&](std::size_t number) {
    double const jittered = corner_distance * (static_cast<double>(number) + jitter * (2 * uniform(random) - 1));
    // the outer frames define the size of the object
    return number == 0 ? 0 : number == frames_per_side - 1 ? corner_extent : jittered;
  };
  for (std::size_t j = 0; j < frames_per_side * frames_per_side; ++j) {
    double const row = corner(j / frames_per_side);
    scan.positions.push_back({row, corner(j % frames_per_side)});
  }
  return model::place_frames(scan, probe);
}

}  // namespace ptyger::perf
