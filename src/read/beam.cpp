#include "read/beam.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/units.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

constexpr double largest_energy_J = 1e-10;  // 0.6 GeV, more than any microscope has
constexpr double largest_energy_keV = 100;  // a larger number is taken as eV

void require_positive(double value, char const* what, std::string const& where) {
  if (std::isfinite(value) && value > 0) return;
  throw InputError(
      fmt::format("{} gives {} as the {}, which must be a positive number: the size of the object's pixel "
                  "depends on it.",
                  where, value, what));
}

/// X-rays and electrons, or light. No microscope uses what lies between: such a number is an energy in keV, taken as
/// eV.
bool is_wavelength(double wavelength_m) {
  return (wavelength_m >= 1e-13 && wavelength_m <= 1e-7) || (wavelength_m >= 2e-7 && wavelength_m <= 2e-6);
}

void require_wavelength(double wavelength_m, std::string const& where) {
  require_positive(wavelength_m, "wavelength", where);
  if (!is_wavelength(wavelength_m))
    throw InputError(
        fmt::format("{} gives a wavelength of {:.4g} m, which is neither of light, X-rays nor electrons. It must "
                    "be in metres (1 Å = 1e-10 m).",
                    where, wavelength_m));
}

}  // namespace

BeamKind kind_of(Beam const& beam) {
  double const photon_m = core::units::photon_wavelength_m(beam.energy_eV);
  double const electron_m = core::units::electron_wavelength_m(beam.energy_eV);
  bool const are_electrons = std::abs(beam.wavelength_m - electron_m) < std::abs(beam.wavelength_m - photon_m);
  return are_electrons ? BeamKind::electrons : BeamKind::photons;
}

Beam beam_of_kind(BeamKind kind, double energy_eV, std::string const& where) {
  require_positive(energy_eV, "energy", where);
  bool const electrons = kind == BeamKind::electrons;
  double const wavelength_m =
      electrons ? core::units::electron_wavelength_m(energy_eV) : core::units::photon_wavelength_m(energy_eV);
  if (is_wavelength(wavelength_m)) return {wavelength_m, energy_eV};
  throw InputError(
      fmt::format("{}: {} of {:.6g} eV have a wavelength of {:.4g} m, which no microscope uses. Give the "
                  "energy in eV (1 keV = 1000 eV).",
                  where, electrons ? "electrons" : "photons", energy_eV, wavelength_m));
}

Beam photons_of_energy(double value, std::string const& where, ReadingReport& report) {
  require_positive(value, "photon energy", where);
  double energy_eV = value / core::units::joules_per_eV;
  if (value > largest_energy_J) {
    bool const in_keV = value < largest_energy_keV;
    energy_eV = in_keV ? 1e3 * value : value;
    report.add(UnitCorrected{UnitCorrected::Number::energy_in_joules, where, value, "J", in_keV ? "keV" : "eV"});
  }
  Beam const beam{core::units::photon_wavelength_m(energy_eV), energy_eV};
  require_wavelength(beam.wavelength_m, where);
  return beam;
}

Beam photons_of_wavelength(double wavelength_m, std::string const& where) {
  require_wavelength(wavelength_m, where);
  return {wavelength_m, core::units::photon_energy_eV(wavelength_m)};
}

Beam beam_of_energy(double energy_eV, double pixel_m, std::string const& where, ReadingReport& report) {
  require_positive(energy_eV, "energy", where);
  double const pixel_nm = pixel_m > 0 ? pixel_m * 1e9 : std::numeric_limits<double>::infinity();
  bool const electrons = energy_eV >= 60e3 || (energy_eV >= 30e3 && pixel_nm < 2) || pixel_nm < 0.2;
  Beam const beam = beam_of_kind(electrons ? BeamKind::electrons : BeamKind::photons, energy_eV, where);
  report.add(ParticleAssumed{.electrons = electrons,
                             .energy_eV = energy_eV,
                             .wavelength_m = beam.wavelength_m,
                             .pixel_m = std::max(pixel_m, 0.0)});
  return beam;
}

Beam beam_of_wavelength(double wavelength_m, std::string const& where, ReadingReport& report) {
  require_wavelength(wavelength_m, where);
  bool const electrons = wavelength_m < 15e-12;
  double const energy_eV =
      electrons ? core::units::electron_energy_eV(wavelength_m) : core::units::photon_energy_eV(wavelength_m);
  report.add(ParticleAssumed{
      .electrons = electrons, .from_wavelength = true, .energy_eV = energy_eV, .wavelength_m = wavelength_m});
  return {wavelength_m, energy_eV};
}

}  // namespace ptyger::read
