#pragma once

#include <string>

#include "ptyger/reading_report.hpp"

namespace ptyger::read {

struct Beam {
  double wavelength_m = 0;
  double energy_eV = 0;  ///< of the photon, or kinetic energy of the electron
};

enum class BeamKind { photons, electrons };

/// What a beam with both wavelength and energy is of.
BeamKind kind_of(Beam const& beam);

/// The beam of an energy in eV. InputError, beginning with `where`, outside the wavelengths of microscopes.
Beam beam_of_kind(BeamKind kind, double energy_eV, std::string const& where);

/// The beam of a photon energy that should be in joules; a value above 1e-10 J cannot be and is taken as eV, or as keV
/// below 100, with a note. `where` names file and dataset. InputError when it is not a positive number.
Beam photons_of_energy(double value, std::string const& where, ReadingReport& report);

/// The beam of photons of this wavelength. InputError outside 1e-13 m to 1e-7 m, as a wrong unit makes it.
Beam photons_of_wavelength(double wavelength_m, std::string const& where);

/// The beam of an energy in eV when the file does not say of what. Electrons are assumed where photons make no sense:
///   - at 60 keV and more, where no X-ray ptychography is done but most electron microscopes work;
///   - at 30 keV and more with an object pixel below 2 nm;
///   - at any energy with a pixel below 0.2 nm, far beyond the resolution of X-ray ptychography.
/// A pixel of 0 is not known, and only the energy decides.
/// Nothing else in a product file could decide: it has no detector pixel, and the wavelengths differ by 2 to 10 only.
/// The object's pixel comes from the file either way. Adds the decision to notes.
Beam beam_of_energy(double energy_eV, double pixel_m, std::string const& where, ReadingReport& report);

/// The beam of a wavelength when the file does not say of what: below 15 pm (photons of 83 keV, electrons of 6.6 keV)
/// electrons are assumed. Adds the decision to notes. InputError outside 1e-13 m to 1e-7 m.
Beam beam_of_wavelength(double wavelength_m, std::string const& where, ReadingReport& report);

}  // namespace ptyger::read
