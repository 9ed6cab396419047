#pragma once

#include <optional>
#include <string>

#include "core/placed_object.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Object and probe of an earlier result, from which a reconstruction starts.
struct EarlierResult {
  ObjectImage object;       ///< the object of the result
  ProbeModes probe;         ///< all modes of the result
  double pixel_row_m = 0;   ///< height of an object pixel, metres
  double pixel_col_m = 0;   ///< width of an object pixel, metres
  double center_row_m = 0;  ///< row coordinate of the object's point [rows/2.0][cols/2.0], metres, as the positions
  double center_col_m = 0;  ///< column coordinate of that point, metres
  std::optional<core::ResultFrames> frames = {};  ///< frames of the earlier result, if the file states them
};

/// Reads object and probe of a file in the product layout, such as a result of this program. InputError when object,
/// probe or pixel are missing, or when the object has several layers.
EarlierResult read_initial(std::string const& path);

}  // namespace ptyger::read
