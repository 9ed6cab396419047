#include "tuning/choose_noise.hpp"

#include <cmath>
#include <numeric>

#include "read/count_sums.hpp"

namespace ptyger::tuning {

NoiseChoice choose_noise(Scan const& scan) {
  auto const sums = read::add_up(scan);
  bool const are_particles = std::abs(sums.smallest - 1) < 0.1;
  if (!are_particles) return {};
  double const counts = std::accumulate(sums.frame.begin(), sums.frame.end(), 0.0);
  auto const pixels = std::accumulate(sums.measured_in.begin(), sums.measured_in.end(), std::size_t{0});
  double const mean = counts / static_cast<double>(pixels);
  return {mean < 1 ? Noise::poisson : Noise::gaussian, mean};
}

}  // namespace ptyger::tuning
