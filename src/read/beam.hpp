#pragma once

#include <string>

#include "ptyger/reading_report.hpp"

namespace ptyger::read {

/// Wavelength and energy of a beam.
struct Beam {
  double wavelength_m = 0;  ///< of photons or electrons
  double energy_eV = 0;     ///< energy of a photon, or kinetic energy of an electron
};

/// Particles of a beam.
enum class BeamKind { photons, electrons };

/// The particles whose wavelength at the energy of the beam is nearer to its wavelength.
BeamKind kind_of(Beam const& beam);

/// The beam of these particles with an energy in eV. InputError when its wavelength is outside of 1e-13 m to 1e-7 m.
/// `where`, here and below: file and dataset of the number, the beginning of the message.
Beam beam_of_kind(BeamKind kind, double energy_eV, std::string const& where);

/// The beam of photons of an energy in joules. A value above 1e-10 cannot be joules and is taken as keV below 100, else
/// as eV; reported as UnitCorrected. InputError when the value is not a positive number.
Beam photons_of_energy(double value, std::string const& where, ReadingReport& report);

/// The beam of photons of a wavelength. InputError outside of 1e-13 m to 1e-7 m: the unit is wrong.
Beam photons_of_wavelength(double wavelength_m, std::string const& where);

/// The beam of an energy in eV when the file does not state the particles. Electrons are assumed where photons make no
/// sense; reported as ParticleAssumed:
///   - at 60 keV and more, where most electron microscopes work, but no X-ray ptychography is done;
///   - at 30 keV and more with an object pixel below 2 nm;
///   - at any energy with an object pixel below 0.2 nm, far beyond the resolution of X-ray ptychography.
/// `pixel_m`: object pixel; 0 when it is unknown, and then only the energy decides. Nothing else in a product file
/// tells electrons from photons: it has no detector pixel, and the wavelengths of photons and electrons of one energy
/// differ by a factor of 2 to 10 only.
Beam beam_of_energy(double energy_eV, double pixel_m, std::string const& where, ReadingReport& report);

/// The beam of a wavelength when the file does not state the particles: electrons below 15 pm (photons of 83 keV,
/// electrons of 6.6 keV), else photons; reported as ParticleAssumed. InputError outside of 1e-13 m to 1e-7 m.
Beam beam_of_wavelength(double wavelength_m, std::string const& where, ReadingReport& report);

}  // namespace ptyger::read
