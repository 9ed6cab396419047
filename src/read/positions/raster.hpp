#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ptyger/orientation.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// A raster as a file states it. A step of 0 is not stated.
struct Raster {
  RasterShape shape;
  RasterStep step = {};
  PositionAxes axes = {};      ///< how the raster is turned against the detector
  std::string beside = {};     ///< file beside the frames, which was not given, that states the shape; empty: none
  bool columns_first = false;  ///< the frames follow each other along the columns, as in an array of MATLAB
};

/// Positions of the frames of a raster, metres: row by row, or column by column, from the origin, then turned by its
/// axes.
std::vector<Position> raster_positions(Raster const& raster);

/// The raster that is `given`, which the raster of a file completes: its steps where none are given, its shape, its
/// axes. A given shape other than that of the file is one of frames row by row. InputError, beginning with `where`,
/// when shape or steps are not known, or a step is no finite number.
Raster complete_raster(RasterGiven const& given, std::optional<Raster> const& of_file, std::string const& where);

/// Reads rows and columns, as in "11x12". Returns what is wrong with the text; empty: nothing.
std::string parse_raster_shape(std::string const& text, std::optional<RasterShape>& shape);

/// Reads the steps from row to row and from column to column in metres, as in "1e-7,2e-7", or one number for both.
/// Returns what is wrong with the text; empty: nothing.
std::string parse_raster_step(std::string const& text, std::optional<RasterStep>& step);

/// What is wrong with the steps that a user states, in words; empty: nothing.
std::string problem_of_step(RasterStep const& step);

}  // namespace ptyger::read
