#include "inspect/brightness.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/median.hpp"
#include "inspect/position_statistics.hpp"

namespace ptyger::inspect {
namespace {

constexpr std::size_t compared_pairs = 400;  // about so many frames are compared with their nearest
constexpr double equally_measured = 0.99;    // share of the measured pixels that two frames which are compared have
constexpr double noise_factor = 3;           // standard deviations of the noise that it may explain
constexpr double uncorrelated = 0.5;  // spread between nearest frames over spread of all frames; by the beam alone: 1

/// Standard deviation of values about a centre: by the median, which outliers do not change.
double spread_about(std::vector<double> values, double centre) {
  constexpr double normal = 1.4826;  // standard deviation of normal values over the median of their magnitudes
  for (auto& value : values) value = std::abs(value - centre);
  return values.empty() ? 0 : normal * core::median(std::move(values));
}

}  // namespace

double brightness_spread(Scan const& scan, read::CountSums const& sums) {
  double const middle = core::median(sums.frame);
  std::vector<double> differences;
  std::size_t const step = std::max<std::size_t>(1, scan.frames / compared_pairs);
  for (std::size_t frame = 0; frame < scan.frames; frame += step) {
    auto const nearest = nearest_frame(scan, frame, frame);
    auto const [fewer, more] = std::minmax(sums.measured_in[frame], sums.measured_in[nearest]);
    if (nearest != frame && static_cast<double>(fewer) >= equally_measured * static_cast<double>(more))
      differences.push_back(sums.frame[frame] - sums.frame[nearest]);
  }
  double const spread = spread_about(std::move(differences), 0) / std::numbers::sqrt2;
  bool const is_noise = spread < noise_factor * std::sqrt(middle * sums.smallest);
  bool const is_sample = spread < uncorrelated * spread_about(sums.frame, middle);
  return is_noise || is_sample || middle == 0 ? 0 : spread / middle;
}

}  // namespace ptyger::inspect
