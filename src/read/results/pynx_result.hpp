#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"
#include "read/results/product.hpp"

namespace ptyger::read {

/// Groups `object`, `probe` and `positions` of the last result that PyNX put into a CXI file, with a slash at the end;
/// empty when there is none.
std::string pynx_entry(hdf5::InputFile const& file);

/// Pixel of the object or the probe, the folder of which ends in a slash; 0 m where it is not stated.
ObjectPixel pynx_pixel(hdf5::InputFile const& file, std::string const& folder);

/// PyNX reconstructs with rows along +y, as here, but writes object and probe upside down; they are turned back.
ObjectImage pynx_object(hdf5::InputFile const& file, std::string const& entry);
ProbeModes pynx_probe(hdf5::InputFile const& file, std::string const& entry, ReadingReport& report);

/// Coordinates of the middle [rows/2.0][cols/2.0] of the object, those of the positions.
std::optional<Position> pynx_center(hdf5::InputFile const& file, std::string const& entry, ObjectImage const& object);

std::vector<Position> pynx_positions(hdf5::InputFile const& file, std::string const& entry);

}  // namespace ptyger::read
