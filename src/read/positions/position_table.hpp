#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"
#include "read/formats/format.hpp"

namespace ptyger::read {

/// Positions of frames that are in another file.
struct PositionTable {
  std::vector<Position> positions = {};    ///< metres
  std::string where;                       ///< "FILE: dataset 'NAME'", for messages
  std::vector<std::int64_t> indexes = {};  ///< number of the frame of each position; empty: in the order of the frames
  std::string numbers_where = {};          ///< where the numbers are
};

/// The positions in the roots of the files; those of several files one after the other. They are two datasets of equal
/// size, or one of a shape of read_translation():
///
/// | x | y |
/// | --- | --- |
/// | `x` | `y` |
/// | `position_x`, `x_position` | `position_y`, `y_position` |
/// | `pos_x`, `x_pos` | `pos_y`, `y_pos` |
/// | `sample_x` | `sample_y` |
/// | `positions`, and `array` of a .npy file when it has two dimensions | |
///
/// in small or capital letters. The unit is that of the options (`px`: pixels of the object), else the attribute
/// `units`, else the end of the name, as in `x_um`, `x_A` or `x_px`. A dataset `frame`, `frame_number`, `frame_index`,
/// `index` or `indexes` with a value for each position numbers the frames; the first of these counts. Empty when no
/// file has datasets of positions. InputError when the unit of one is not known, when a file has several of them, or
/// when the numbers of frames are not whole and different.
///
/// pixel: height and width of a pixel of the object, metres.
std::optional<PositionTable> find_position_table(Inputs const& inputs, std::string const& unit, Position const& pixel);

/// "FILE has the columns 'NAME', ..." of the first text file with a table that has no positions; empty when there is
/// none.
std::string unknown_columns(Inputs const& inputs);

}  // namespace ptyger::read
