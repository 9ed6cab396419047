#pragma once

#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Reads a CXI translation of any of the shapes (N,3), (3,N), (N,2), (2,N), or (A,B,3), (A,B,2) of a
/// raster: x, y[, z] in metres; (row, col) = (y, x).
/// InputError when its number of positions is not `frames` or a position is not finite.
std::vector<Position> read_translation(hdf5::InputDataset const& dataset, std::size_t frames);

/// Reads the columns and rows of positions from two datasets of N numbers each, metres.
/// InputError when their numbers differ or a position is not finite.
std::vector<Position> read_position_pair(hdf5::InputDataset const& rows, hdf5::InputDataset const& cols);

/// The same of numbers that were read: InputError, beginning with `where`, when the two differ in number or one is not
/// finite.
std::vector<Position> paired(std::vector<double> const& rows_m, std::vector<double> const& cols_m,
                             std::string const& where);

/// The positions times a factor, such as the metres in their unit.
std::vector<Position> scaled(std::vector<Position> positions, double factor);

/// The positions with their axes turned.
std::vector<Position> turned(std::vector<Position> positions, PositionAxes axes);

/// InputError when the positions, measured in object pixels, cannot be those of a scan: an object of more than 30000
/// pixels a side, or several positions within one pixel, as wrong units make them; a single frame far off is named.
void require_sensible_extent(Scan const& scan);

}  // namespace ptyger::read
