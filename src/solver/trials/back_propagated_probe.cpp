#include "solver/trials/back_propagated_probe.hpp"

#include <cmath>

#include "model/near_field/host_propagation.hpp"

namespace ptyger::solver {
namespace {

/// An image whose pixels that are not measured take the mean of their neighbours, from the measured ones outwards.
/// Rows and columns are periodic.
std::vector<double> filled_from_neighbours(std::vector<double> image, std::vector<std::uint8_t> known, std::size_t n) {
  for (bool grew = true; grew;) {
    grew = false;
    auto const before = known;
    for (std::size_t i = 0; i < image.size(); ++i) {
      if (before[i] != 0) continue;
      double sum = 0;
      double neighbours = 0;
      for (std::size_t k = 0; k < 9; ++k) {
        std::size_t const at = (i / n + n + k / 3 - 1) % n * n + (i % n + n + k % 3 - 1) % n;
        if (before[at] == 0) continue;
        sum += image[at];
        ++neighbours;
      }
      if (neighbours == 0) continue;
      image[i] = sum / neighbours;
      known[i] = 1;
      grew = true;
    }
  }
  return image;
}

}  // namespace

ProbeModes back_propagated_probe(Scan const& scan, std::vector<double> const& mean) {
  auto const n = scan.detector;
  auto const filled = filled_from_neighbours(mean, scan.measured, n);
  model::HostPropagation::Wave wave;
  for (double const counts : filled) wave.emplace_back(std::sqrt(counts));
  model::HostPropagation(*model::fresnel_of(scan), n).propagate_back(wave);
  return {1, n, std::move(wave)};
}

}  // namespace ptyger::solver
