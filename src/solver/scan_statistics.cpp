#include "solver/scan_statistics.hpp"

#include <numeric>

namespace ptyger {

std::vector<double> mean_pattern(Scan const& scan) {
  std::size_t const pixels = scan.detector * scan.detector;
  std::vector<double> mean(pixels);
  std::visit(
      [&](auto const& counts) {
        for (std::size_t frame = 0; frame < scan.frames; ++frame)
          for (std::size_t i = 0; i < pixels; ++i) {
            auto const count = static_cast<double>(counts[frame * pixels + i]);
            mean[i] += count > 0 && scan.measured[i] != 0 ? count : 0.0;
          }
      },
      scan.counts);
  for (double& value : mean) value /= static_cast<double>(scan.frames);
  return mean;
}

double mean_photons(Scan const& scan) {
  auto const mean = mean_pattern(scan);
  return std::accumulate(mean.begin(), mean.end(), 0.0);
}

}  // namespace ptyger
