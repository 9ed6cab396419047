#include "read/illuminate.hpp"

#include <algorithm>
#include <cmath>

#include "core/illumination_of_patches.hpp"

namespace ptyger::read {

std::vector<double> illuminate(core::PlacedObject const& placed, ProbeModes const& probe,
                               std::vector<Position> const& positions) {
  if (!placed.center || !(placed.pixel_row_m > 0 && placed.pixel_col_m > 0) || probe.modes == 0) return {};
  auto const& object = placed.object;
  auto const size = static_cast<double>(probe.size);
  // First row or column of a patch, as write_result() states it (ptyger/write_result.hpp).
  auto const corner = [&](double position, double center, double pixel, std::size_t extent) {
    return (position - center) / pixel + (static_cast<double>(extent) - size) / 2;
  };
  std::vector<core::PatchOrigin> corners;
  for (auto const& position : positions) {
    double const top = corner(position.row_m, placed.center->row_m, placed.pixel_row_m, object.rows);
    double const left = corner(position.col_m, placed.center->col_m, placed.pixel_col_m, object.cols);
    if (std::abs(top) < 1e6 && std::abs(left) < 1e6) corners.push_back({std::lround(top), std::lround(left)});
  }
  auto image = core::illumination_of_patches(probe, corners, object.rows, object.cols);
  bool const any_illuminated = std::any_of(image.begin(), image.end(), [](double value) { return value > 0; });
  return any_illuminated ? image : std::vector<double>();
}

}  // namespace ptyger::read
