#include "core/units.hpp"

#include <cmath>

namespace ptyger::core::units {
namespace {

constexpr double hc_eV_m = planck_constant_J_s * speed_of_light_m_per_s / joules_per_eV;

}  // namespace

double photon_wavelength_m(double energy_eV) {
  return hc_eV_m / energy_eV;
}

double photon_energy_eV(double wavelength_m) {
  return hc_eV_m / wavelength_m;
}

double electron_wavelength_m(double kinetic_eV) {
  return hc_eV_m / std::sqrt(kinetic_eV * (kinetic_eV + 2 * electron_rest_energy_eV));
}

double electron_energy_eV(double wavelength_m) {
  return std::hypot(hc_eV_m / wavelength_m, electron_rest_energy_eV) - electron_rest_energy_eV;
}

}  // namespace ptyger::core::units
