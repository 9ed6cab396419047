#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "ptyger/reading_report.hpp"
#include "read/beam.hpp"

namespace ptyger::read {

/// Metres per unit of length: "m", "um", "microns", "nm", "millimetre", "Angstrom", ... InputError, beginning with
/// `where`, for an unknown name.
double metres_in(std::string const& unit, std::string const& where);

/// Metres per unit of length, as metres_in() has it; empty for an unknown name.
std::optional<double> known_metres(std::string const& unit);

/// Electronvolts per unit of energy: "J", "eV", "keV", "MeV". InputError, beginning with `where`, for an unknown name.
double electronvolts_in(std::string const& unit, std::string const& where);

/// The attribute `units` or `unit` of a dataset without blanks around it; empty when there is none, or nothing in it.
std::optional<std::string> unit_of(hdf5::InputFile const& file, std::string const& dataset);

/// The number of a dataset, as stated_number() reads it, in metres. Its unit is the attribute `units`, else the unit in
/// its text, else `format_unit`.
double length_m(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report,
                std::string const& format_unit = "m");

/// The number of a dataset, as stated_number() reads it, in electronvolts. Its unit is the attribute `units`, else the
/// unit in its text, else eV.
double energy_eV(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report);

/// length_m() of a dataset; empty when the file has no such dataset.
std::optional<double> stated_length_m(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report,
                                      std::string const& format_unit = "m");

/// The pixel of a detector, metres, as length_m() reads it. Some files label metres as um: a pixel below 1 nm is taken
/// as metres (UnitCorrected).
double detector_pixel_m(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report,
                        std::string const& format_unit = "m");

/// All numbers of a dataset, converted to metres by `unit`; when this is empty, by the attribute `units`; without one
/// they are metres.
std::vector<double> lengths_m(hdf5::InputFile const& file, std::string const& dataset, std::string const& unit = {});

/// The beam of a photon energy in a dataset, as stated_number() reads it, in the unit of its attribute `units` or of
/// its text. Without a unit, or when no microscope uses such photons (some files state eV for joules), the size of the
/// number decides the unit (UnitCorrected).
Beam photons_of_dataset(hdf5::InputFile const& file, std::string const& dataset, ReadingReport& report);

}  // namespace ptyger::read
