#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"
#include "read/formats/format.hpp"

namespace ptyger::read {

/// Positions of frames that are in another file.
struct PositionTable {
  std::vector<Position> positions;  ///< metres
  std::string where;                ///< "FILE: dataset 'NAME'", for messages
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
/// `units`, else the end of the name, as in `x_um`. Empty when no file has such datasets. InputError when the unit of
/// one is not known, or when a file has several of them.
///
/// pixel: height and width of a pixel of the object, metres.
std::optional<PositionTable> find_position_table(Inputs const& inputs, std::string const& unit, Position const& pixel);

}  // namespace ptyger::read
