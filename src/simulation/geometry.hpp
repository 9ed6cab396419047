#pragma once

#include <optional>

#include "ptyger/scan.hpp"
#include "simulation/options.hpp"

namespace ptyger::simulation {

/// Geometry of the instrument. A frame of a far field is the Fourier transform of the exit wave.
struct Geometry {
  double wavelength_m = 0;  ///< wavelength of the photons
  double distance_m = 0;    ///< from sample to detector
  double pixel_m = 0;  ///< object pixel = wavelength x distance / (D x detector pixel); near field: detector pixel /
                       ///< magnification
  std::optional<NearField> near_field = {};  ///< empty: far fields
};

/// Geometry of the instrument that the options describe.
Geometry make_geometry(Options const& options);

/// Photon energy times wavelength, joule metre: h c, CODATA 2018 (both constants exact).
inline constexpr double planck_times_light = 6.62607015e-34 * 299792458;
/// Elementary charge, coulomb: joules of one electronvolt, CODATA 2018 (exact).
inline constexpr double joules_per_eV = 1.602176634e-19;

}  // namespace ptyger::simulation
