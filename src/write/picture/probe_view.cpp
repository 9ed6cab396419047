#include "write/picture/probe_view.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "write/picture/colour_map.hpp"

namespace ptyger::write {
namespace {

std::vector<double> mode_powers(ProbeModes const& probe) {
  std::vector<double> powers(probe.modes, 0.0);
  std::size_t const mode_pixels = probe.size * probe.size;
  for (std::size_t i = 0; i < probe.values.size(); ++i) powers[i / mode_pixels] += std::norm(probe.values[i]);
  return powers;
}

/// Amplitude that is drawn at full brightness: the 99.9th percentile, so that hot pixels do not darken the picture.
double bright_amplitude(ProbeModes const& probe, std::size_t mode) {
  std::size_t const mode_pixels = probe.size * probe.size;
  std::vector<double> amplitudes;
  for (std::size_t i = mode * mode_pixels; i < (mode + 1) * mode_pixels; ++i)
    amplitudes.push_back(std::abs(probe.values[i]));
  auto const place = amplitudes.begin() + static_cast<std::ptrdiff_t>(0.999 * static_cast<double>(mode_pixels - 1));
  std::nth_element(amplitudes.begin(), place, amplitudes.end());
  return std::max(*place, std::numeric_limits<double>::min());
}

}  // namespace

std::vector<ModeView> mode_views(ProbeModes const& probe) {
  auto const powers = mode_powers(probe);
  double const total = std::accumulate(powers.begin(), powers.end(), 0.0);
  std::size_t const mode_pixels = probe.size * probe.size;
  std::vector<ModeView> views;
  for (std::size_t mode = 0; mode < probe.modes; ++mode) {
    double const full_amplitude = bright_amplitude(probe, mode);
    ModeView view{total > 0 ? powers[mode] / total : 0, {}};
    std::for_each_n(
        probe.values.begin() + static_cast<std::ptrdiff_t>(mode * mode_pixels), mode_pixels,
        [&](auto value) { view.pixels.push_back(complex_colour(std::arg(value), std::abs(value) / full_amplitude)); });
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace ptyger::write
