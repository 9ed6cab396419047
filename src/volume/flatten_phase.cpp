#include "volume/flatten_phase.hpp"

#include <complex>

namespace ptyger::volume {
namespace {

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

Flattening flatten(write::LitRegion& region, std::size_t air_columns) {
  ObjectImage& object = region.object;
  Flattening removed;
  removed.plane = air_columns > 0 ? write::fit_air_plane(object, region.lit, air_columns)
                                  : write::fit_phase_plane(object, region.lit);
  write::remove_phase_plane(object, removed.plane);
  if (air_columns == 0) return removed;
  removed.amplitude = mean_amplitude(object, write::air_mask(object, region.lit, air_columns));
  for (std::complex<double>& value : region.object.values) value /= removed.amplitude;
  return removed;
}

}  // namespace ptyger::volume
