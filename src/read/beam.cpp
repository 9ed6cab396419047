#include "read/beam.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/error.hpp"
#include "core/units.hpp"

namespace ptyger::read {
namespace {

constexpr double largest_energy_J = 1e-10;  // 0.6 GeV: no beam of a microscope
constexpr double largest_energy_keV = 100;  // larger numbers are eV

void require_positive(double value, char const* what, std::string const& where) {
  if (std::isfinite(value) && value > 0) return;
  throw InputError(
      fmt::format("{} gives {} as the {}, which must be a positive number: the size of the object's pixel "
                  "depends on it.",
                  where, value, what));
}

void require_wavelength(double wavelength_m, std::string const& where) {
  require_positive(wavelength_m, "wavelength", where);
  if (wavelength_m < 1e-13 || wavelength_m > 1e-7)
    throw InputError(
        fmt::format("{} gives a wavelength of {:.4g} m, which is neither of X-rays nor of electrons. It must "
                    "be in metres (1 Å = 1e-10 m).",
                    where, wavelength_m));
}

}  // namespace

Beam photons_of_energy(double value, std::string const& where, std::vector<std::string>& notes) {
  require_positive(value, "photon energy", where);
  double energy_eV = value / units::joules_per_eV;
  if (value > largest_energy_J) {
    bool const kilo = value < largest_energy_keV;
    energy_eV = kilo ? 1e3 * value : value;
    notes.push_back(
        fmt::format("{} is {:.6g}, which cannot be joules and is taken as {}", where, value, kilo ? "keV" : "eV"));
  }
  Beam const beam{units::photon_wavelength_m(energy_eV), energy_eV};
  require_wavelength(beam.wavelength_m, where);
  return beam;
}

Beam photons_of_wavelength(double wavelength_m, std::string const& where) {
  require_wavelength(wavelength_m, where);
  return {wavelength_m, units::photon_energy_eV(wavelength_m)};
}

Beam beam_of_energy(double energy_eV, double pixel_m, std::string const& where, std::vector<std::string>& notes) {
  require_positive(energy_eV, "energy", where);
  bool const electrons = energy_eV >= 60e3 || (energy_eV >= 30e3 && pixel_m < 2e-9) || pixel_m < 2e-10;
  double const wavelength_m =
      electrons ? units::electron_wavelength_m(energy_eV) : units::photon_wavelength_m(energy_eV);
  require_wavelength(wavelength_m, where);
  notes.push_back(fmt::format("{:.6g} keV with an object pixel of {:.4g} nm: taken as {}, wavelength {:.4g} pm",
                              energy_eV / 1e3, pixel_m * 1e9, electrons ? "electrons" : "photons",
                              wavelength_m * 1e12));
  return {wavelength_m, energy_eV};
}

Beam beam_of_wavelength(double wavelength_m, std::string const& where, std::vector<std::string>& notes) {
  require_wavelength(wavelength_m, where);
  bool const electrons = wavelength_m < 15e-12;
  double const energy_eV = electrons ? units::electron_energy_eV(wavelength_m) : units::photon_energy_eV(wavelength_m);
  notes.push_back(fmt::format("wavelength {:.4g} pm: taken as {} of {:.4g} keV", wavelength_m * 1e12,
                              electrons ? "electrons" : "photons", energy_eV / 1e3));
  return {wavelength_m, energy_eV};
}

}  // namespace ptyger::read
