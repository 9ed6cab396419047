#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Converts positions of a dataset to metres. Their unit is that of the options, else of the attribute `units`, else
/// `format_unit`; "px" are object pixels of the scan, which must be known. Some files label metres as um: when all
/// coordinates would be below 1 nm, they are taken as metres (UnitCorrected in scan.reading).
std::vector<Position> positions_in_metres(std::vector<Position> positions, hdf5::InputFile const& file,
                                          std::string const& dataset, ReadOptions const& options, Scan& scan,
                                          std::string const& format_unit = "m");

/// Reads the rows and columns of positions from two datasets of one file, and converts each by its unit as
/// positions_in_metres() does. InputError when the datasets differ in size, or when only one has a unit.
std::vector<Position> position_pair_in_metres(hdf5::InputFile const& file, std::string const& rows,
                                              std::string const& cols, ReadOptions const& options, Scan& scan);

}  // namespace ptyger::read
