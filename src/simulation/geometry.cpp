#include "simulation/geometry.hpp"

namespace ptyger::simulation {

Geometry make_geometry(Options const& options) {
  Geometry geometry;
  geometry.wavelength_m = planck_times_light / (options.energy_eV * joules_per_eV);
  double const window = static_cast<double>(options.detector) * options.detector_pixel_m;
  geometry.distance_m = options.object_pixel_m ? *options.object_pixel_m * window / geometry.wavelength_m
                                               : options.distance_m.value_or(2);
  geometry.pixel_m = geometry.wavelength_m * geometry.distance_m / window;
  return geometry;
}

}  // namespace ptyger::simulation
