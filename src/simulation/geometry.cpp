#include "simulation/geometry.hpp"

namespace ptyger::simulation {

Geometry make_geometry(Options const& options) {
  Geometry geometry;
  geometry.wavelength_m = planck_times_light / (options.energy_eV * joules_per_eV);
  double const window = static_cast<double>(options.detector) * options.detector_pixel_m;
  geometry.distance_m = options.object_pixel_m ? *options.object_pixel_m * window / geometry.wavelength_m
                                               : options.distance_m.value_or(2);
  if (options.near_field) {
    double const focus_m = options.focus_to_sample_m.value_or(0);
    double const magnification = focus_m > 0 ? (focus_m + geometry.distance_m) / focus_m : 1;
    geometry.near_field = NearField{focus_m, magnification, geometry.distance_m / magnification};
    geometry.pixel_m = options.detector_pixel_m / magnification;
    return geometry;
  }
  geometry.pixel_m = geometry.wavelength_m * geometry.distance_m / window;
  return geometry;
}

}  // namespace ptyger::simulation
