#include "prepare/bright_disc.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/signed_frequency.hpp"

namespace ptyger::prepare {
namespace {

constexpr double bright_part = 0.25;  // least counts of a bright pixel / bright level
constexpr double inside_part = 0.98;  // share of the bright pixels inside the disc without its margin
constexpr double margin_part = 0.05;  // of the radius
constexpr double margin_pixels = 1;
constexpr double least_outside = 0.1;  // share of the detector outside of the disc; less: it says nothing

/// Median of the brightest pixels that hold half of all counts.
double bright_level(std::vector<double> counts) {
  std::sort(counts.begin(), counts.end(), std::greater<>());
  double const half = std::accumulate(counts.begin(), counts.end(), 0.0) / 2;
  double sum = 0;
  std::size_t pixels = 0;
  while (pixels < counts.size() && sum < half) sum += counts[pixels++];
  return pixels > 0 ? counts[(pixels - 1) / 2] : 0;
}

}  // namespace

Disc bright_disc(std::vector<double> const& mean, std::vector<std::uint8_t> const& measured, std::size_t size) {
  std::vector<double> counts;
  for (std::size_t i = 0; i < mean.size(); ++i)
    if (measured[i] != 0) counts.push_back(mean[i]);
  double const least = bright_part * bright_level(counts);
  if (!(least > 0)) return {};
  auto const frequency = [size](std::size_t i) { return core::signed_frequency(i, size); };
  std::vector<std::size_t> bright;
  Disc disc;
  for (std::size_t i = 0; i < mean.size(); ++i)
    if (measured[i] != 0 && mean[i] >= least) {
      bright.push_back(i);
      disc.row += frequency(i / size);
      disc.col += frequency(i % size);
    }
  disc.row /= static_cast<double>(bright.size());
  disc.col /= static_cast<double>(bright.size());
  std::vector<double> distances;
  for (auto const i : bright)
    distances.push_back(std::hypot(frequency(i / size) - disc.row, frequency(i % size) - disc.col));
  std::sort(distances.begin(), distances.end());
  auto const last = static_cast<std::size_t>(std::ceil(inside_part * static_cast<double>(distances.size()))) - 1;
  disc.radius = (1 + margin_part) * distances[last] + margin_pixels;
  double outside = 0;
  for (std::size_t i = 0; i < mean.size(); ++i)
    if (std::hypot(frequency(i / size) - disc.row, frequency(i % size) - disc.col) > disc.radius) outside += 1;
  if (outside < least_outside * static_cast<double>(mean.size())) disc.radius = 0;
  return disc;
}

}  // namespace ptyger::prepare
