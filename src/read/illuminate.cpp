#include "read/illuminate.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

namespace ptyger::read {
namespace {

/// [row][col], summed over the modes.
std::vector<double> intensity(ProbeModes const& probe) {
  std::size_t const pixels = probe.size * probe.size;
  std::vector<double> sum(pixels, 0.0);
  for (std::size_t i = 0; i < probe.values.size(); ++i) sum[i % pixels] += std::norm(probe.values[i]);
  return sum;
}

/// Adds a patch whose corner lies at (top, left) of the object; what lies outside is cut off.
void add_patch(std::vector<double>& image, ObjectImage const& object, std::vector<double> const& patch,
               std::ptrdiff_t size, std::ptrdiff_t top, std::ptrdiff_t left) {
  auto const rows = static_cast<std::ptrdiff_t>(object.rows);
  auto const cols = static_cast<std::ptrdiff_t>(object.cols);
  for (auto row = std::max<std::ptrdiff_t>(0, -top); row < std::min(size, rows - top); ++row)
    for (auto col = std::max<std::ptrdiff_t>(0, -left); col < std::min(size, cols - left); ++col)
      image[static_cast<std::size_t>((top + row) * cols + left + col)] +=
          patch[static_cast<std::size_t>(row * size + col)];
}

}  // namespace

std::vector<double> illuminate(PlacedObject const& placed, ProbeModes const& probe,
                               std::vector<Position> const& positions) {
  if (!placed.center || !(placed.pixel_row_m > 0 && placed.pixel_col_m > 0) || probe.modes == 0) return {};
  auto const& object = placed.object;
  auto const patch = intensity(probe);
  auto const size = static_cast<std::ptrdiff_t>(probe.size);
  // Patch corner = (position - center) / pixel + extent / 2 - size / 2, as in result_file.hpp.
  auto const corner = [&](double position, double center, double pixel, std::size_t extent) {
    return (position - center) / pixel + (static_cast<double>(extent) - static_cast<double>(size)) / 2;
  };
  std::vector<double> image(object.rows * object.cols, 0.0);
  for (auto const& position : positions) {
    double const top = corner(position.row_m, placed.center->row_m, placed.pixel_row_m, object.rows);
    double const left = corner(position.col_m, placed.center->col_m, placed.pixel_col_m, object.cols);
    if (!(std::abs(top) < 1e6 && std::abs(left) < 1e6)) continue;
    add_patch(image, object, patch, size, std::lround(top), std::lround(left));
  }
  bool const hit = std::any_of(image.begin(), image.end(), [](double value) { return value > 0; });
  return hit ? image : std::vector<double>();
}

}  // namespace ptyger::read
