#include "model/placement.hpp"

#include <algorithm>
#include <cmath>

namespace ptyger::model {
namespace {

constexpr double border = 2;  // pixels of margin for rounding and interpolation

/// Subtracts an origin, `margin` pixels before the smallest position, from all positions; returns the origin.
double from_origin(std::vector<double>& coordinates, double margin) {
  double const origin = *std::min_element(coordinates.begin(), coordinates.end()) - margin;
  for (double& value : coordinates) value -= origin;
  return origin;
}

/// Number of pixels of the object along one axis.
std::size_t object_length(std::vector<double> const& coordinates, std::size_t probe, double margin) {
  return static_cast<std::size_t>(std::floor(*std::max_element(coordinates.begin(), coordinates.end()) + margin)) +
         probe + 1;
}

}  // namespace

Placement place_frames(Scan const& scan, std::size_t probe_size, int drift) {
  double const margin = border + drift;
  Placement placement;
  placement.probe = probe_size;
  for (auto const& position : scan.positions) {
    placement.row.push_back(position.row_m / scan.pixel_row_m);
    placement.col.push_back(position.col_m / scan.pixel_col_m);
  }
  placement.origin_row = from_origin(placement.row, margin);
  placement.origin_col = from_origin(placement.col, margin);
  placement.rows = object_length(placement.row, probe_size, margin);
  placement.cols = object_length(placement.col, probe_size, margin);
  return placement;
}

PatchCorner split_corner(double row, double col, Sampling sampling) {
  // nearbyint rounds half to even in the default rounding mode.
  double const whole_row = sampling == Sampling::bilinear ? std::floor(row) : std::nearbyint(row);
  double const whole_col = sampling == Sampling::bilinear ? std::floor(col) : std::nearbyint(col);
  PatchCorner corner{static_cast<int>(whole_row), static_cast<int>(whole_col), row - whole_row, col - whole_col};
  if (sampling == Sampling::nearest) corner.row_fraction = corner.col_fraction = 0;
  return corner;
}

}  // namespace ptyger::model
