#include "model/detector/host_response.hpp"

namespace ptyger::model {

ResponseGrid response_grid(Scan const& scan) {
  return {static_cast<int>(scan.detector), static_cast<int>(scan.response.upsampling),
          static_cast<int>(scan.response.blur_side), !scan.near_field};
}

std::vector<double> measured_intensity(Scan const& scan, std::vector<double> const& intensity) {
  if (scan.response.ideal()) return intensity;
  auto const grid = response_grid(scan);
  std::vector<double> counts(intensity.size());
  for (int row = 0; row < grid.size; row += grid.up)
    for (int col = 0; col < grid.size; col += grid.up)
      counts[static_cast<std::size_t>(row * grid.size + col)] =
          respond(grid, scan.response.blur.data(), intensity.data(), row / grid.up, col / grid.up);
  return counts;
}

std::vector<double> evenly_spread(Scan const& scan, std::vector<double> const& values) {
  auto const up = scan.response.upsampling;
  if (up == 1) return values;
  auto const n = scan.detector;
  std::vector<double> spread(values.size());
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t col = 0; col < n; ++col)
      spread[row * n + col] = values[row / up * up * n + col / up * up] / static_cast<double>(up * up);
  return spread;
}

}  // namespace ptyger::model
