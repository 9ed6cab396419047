#pragma once

#include <optional>
#include <string>

#include "core/placed_object.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// What a reconstruction may go on from: object and probe of an earlier result.
struct Initial {
  ObjectImage object;
  ProbeModes probe;
  double pixel_row_m = 0;   ///< object pixel height, metres
  double pixel_col_m = 0;   ///< object pixel width, metres
  double center_row_m = 0;  ///< where the object's centre [rows/2][cols/2] lies in the coordinates of the positions
  double center_col_m = 0;
  std::optional<core::ResultFrames> frames = {};  ///< if the file says them
};

/// Reads object and probe of a file in the product layout, such as a result of this program.
/// InputError when one of them or the pixel size is missing, or the object has several layers.
Initial read_initial(std::string const& path);

}  // namespace ptyger::read
