#include "campaign/flatten_phase.hpp"

#include <complex>

namespace ptyger {
namespace {

std::vector<std::uint8_t> air_mask(LitRegion const& region, std::size_t columns) {
  std::vector<std::uint8_t> air = region.lit;
  std::size_t const cols = region.object.cols;
  for (std::size_t i = 0; i < air.size(); ++i)
    if (i % cols >= columns && i % cols + columns < cols) air[i] = 0;
  return air;
}

double mean_amplitude(ObjectImage const& object, std::vector<std::uint8_t> const& used) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i] == 0) continue;
    sum += std::abs(object.values[i]);
    ++count;
  }
  return sum > 0 ? sum / static_cast<double>(count) : 1;
}

}  // namespace

Flattening flatten(LitRegion& region, std::size_t air_columns) {
  bool const from_air = air_columns > 0;
  bool const has_gap = from_air && 2 * air_columns < region.object.cols;
  std::vector<std::uint8_t> const used = from_air ? air_mask(region, air_columns) : region.lit;
  Flattening taken;
  taken.plane = fit_phase_plane(region.object, used, has_gap ? region.object.cols - air_columns : 0);
  remove_phase_plane(region.object, taken.plane);
  if (from_air) taken.amplitude = mean_amplitude(region.object, used);
  for (std::complex<double>& value : region.object.values) value /= taken.amplitude;
  return taken;
}

}  // namespace ptyger
