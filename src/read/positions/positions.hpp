#pragma once

#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Reads a CXI translation: x, y[, z] in metres, of the shape (N, 3), (3, N), (N, 2) or (2, N), or (A, B, 3) or (A, B,
/// 2) for a raster; further axes of the extent 1 do not count. row = y, col = x. N need not be `frames`, by which the
/// axis of the frames is known where both axes could be. InputError for another shape.
std::vector<Position> read_translation(hdf5::InputDataset const& dataset, std::size_t frames);

/// Reads the rows and columns of positions from two datasets of N numbers each, metres. InputError when the datasets
/// differ in size.
std::vector<Position> read_position_pair(hdf5::InputDataset const& rows, hdf5::InputDataset const& cols);

/// Positions of these rows and columns. InputError, beginning with `where`, when the lists differ in size.
std::vector<Position> pair_coordinates(std::vector<double> const& rows_m, std::vector<double> const& cols_m,
                                       std::string const& where);

/// Whether both coordinates are finite.
bool is_finite(Position const& position);

/// InputError, beginning with `where`, when a position is not finite.
void require_finite(std::vector<Position> const& positions, std::string const& where);

/// The positions times a factor, such as metres per unit.
std::vector<Position> scaled(std::vector<Position> positions, double factor);

/// The positions after their axes were swapped and negated, and after they were rotated.
std::vector<Position> turn_positions(std::vector<Position> positions, PositionAxes axes);

/// The turn that undoes `axes`.
PositionAxes inverse(PositionAxes axes);

/// The turn followed by a turn by 180 degrees: both signs change.
PositionAxes opposite(PositionAxes axes);

/// The same turn with few members: a rotation alone, where no axis is mirrored and the angle is no multiple of 90
/// degrees; otherwise as it is.
PositionAxes simplified(PositionAxes axes);

/// Largest angle, degrees, by which two turns move the axes of positions apart; 0: they turn all positions alike.
double turn_between_deg(PositionAxes a, PositionAxes b);

/// InputError when the positions in object pixels show a wrong unit: an object of more than 30000 pixels a side, or all
/// frames within one pixel. The message names a frame that lies far from all others.
void require_sensible_extent(Scan const& scan);

}  // namespace ptyger::read
