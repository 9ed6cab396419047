#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "ptyger/reading_report.hpp"
#include "read/beam.hpp"

namespace ptyger::read {

/// Metres in a unit of length: "m", "um", "micron", "nm", "angstrom", ... InputError, beginning with `where`, for a
/// name that is no length.
double metres_in(std::string const& unit, std::string const& where);

/// Electronvolts in a unit of energy: "J", "eV", "keV", "MeV". InputError likewise.
double electronvolts_in(std::string const& unit, std::string const& where);

/// The attribute `units` (or `unit`) of a dataset, as it is; nothing when there is none.
std::optional<std::string> unit_of(hdf5::InputFile const& file, std::string const& dataset);

/// The only number of a dataset, in metres by its attribute `units`, or as it is without one.
double length_m(hdf5::InputFile const& file, std::string const& dataset);

/// All numbers of a dataset, likewise.
std::vector<double> lengths_m(hdf5::InputFile const& file, std::string const& dataset);

/// The beam of a photon energy in a dataset with its `units`. Without them, or where they make no sense of it (files
/// are known that say eV of joules), the size of the number decides, with a note.
Beam photons_of_dataset(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report);

}  // namespace ptyger::read
