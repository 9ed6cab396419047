#include "model/detector/host_response.hpp"

namespace ptyger::model {
namespace {

/// Sums over the up x up pixels of each detector pixel, [row][col] of d x d in the order of their place.
std::vector<double> sums_by_place(ResponseGrid const& grid, std::vector<double> const& intensity) {
  std::vector<double> sums;
  for (int row = 0; row < grid.count(); ++row)
    for (int col = 0; col < grid.count(); ++col) {
      double sum = 0;
      for (int i = 0; i < grid.up * grid.up; ++i) {
        int const y = grid.index(row) * grid.up + i / grid.up;
        int const x = grid.index(col) * grid.up + i % grid.up;
        sum += intensity[static_cast<std::size_t>(y * grid.size + x)];
      }
      sums.push_back(sum);
    }
  return sums;
}

}  // namespace

ResponseGrid response_grid(DetectorResponse const& response, int size, bool near_field) {
  return {size, static_cast<int>(response.upsampling),
          response.blur_side > 0 ? static_cast<int>(response.blur_side) : 1, !near_field};
}

std::vector<double> point_spread(DetectorResponse const& response) {
  return response.blur_side > 0 ? response.blur : std::vector<double>{1};
}

std::vector<double> measured_intensity(Scan const& scan, std::vector<double> const& intensity) {
  if (scan.response.ideal()) return intensity;
  auto const grid = response_grid(scan.response, static_cast<int>(scan.detector), scan.near_field.has_value());
  auto const spread = point_spread(scan.response);
  auto const sums = sums_by_place(grid, intensity);
  std::vector<double> counts(intensity.size());
  int const end = grid.count();
  for (int i = 0; i < end * end; ++i)
    for (int k = 0; k < grid.side * grid.side; ++k) {
      int const row = i / end + k / grid.side - grid.side / 2;
      int const col = i % end + k % grid.side - grid.side / 2;
      if (row < 0 || row >= end || col < 0 || col >= end) continue;
      counts[static_cast<std::size_t>((grid.index(row) * grid.size + grid.index(col)) * grid.up)] +=
          spread[static_cast<std::size_t>(k)] * sums[static_cast<std::size_t>(i)];
    }
  return counts;
}

std::vector<double> evenly_spread(Scan const& scan, std::vector<double> const& values) {
  auto const up = scan.response.upsampling;
  if (up == 1) return values;
  std::vector<double> spread;
  for (std::size_t i = 0; i < values.size(); ++i)
    spread.push_back(values[scan.response.first_pixel(i, scan.detector)] / static_cast<double>(up * up));
  return spread;
}

}  // namespace ptyger::model
