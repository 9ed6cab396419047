#pragma once

namespace ptyger::core::units {

// Exact by definition of the SI (2019); the rest energy of the electron is from CODATA 2018.
inline constexpr double planck_constant_J_s = 6.62607015e-34;
inline constexpr double speed_of_light_m_per_s = 299792458.0;
inline constexpr double joules_per_eV = 1.602176634e-19;
inline constexpr double electron_rest_energy_eV = 510998.95000;

/// Wavelength of a photon, metres: lambda = h c / E.
double photon_wavelength_m(double energy_eV);

/// Energy of a photon, eV: E = h c / lambda.
double photon_energy_eV(double wavelength_m);

/// Relativistic wavelength of an electron with the given kinetic energy, metres: lambda = h c / sqrt(E (E + 2 m c^2)),
/// 1.97 pm at 300 keV (Kirkland, Advanced Computing in Electron Microscopy, eq. 2.5).
double electron_wavelength_m(double kinetic_eV);

/// Kinetic energy of an electron with the given wavelength, eV: the inverse of electron_wavelength_m().
double electron_energy_eV(double wavelength_m);

}  // namespace ptyger::core::units
