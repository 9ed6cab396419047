#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::core {

/// What a result of this program was made of.
struct ResultFrames {
  std::vector<std::string> files;  ///< of the scan
  FrameHalf half = FrameHalf::all;
  bool shared_start = false;  ///< of a half: it began with an object that knew more than this half
};

/// An object of any origin, with what is known of its place on the sample.
struct PlacedObject {
  std::string source;              ///< the file, and the dataset in it
  std::string layout;              ///< kind of the file, for the user
  ObjectImage object;              ///< [row][col], transmission
  double pixel_row_m = 0;          ///< height of a pixel, metres; 0: unknown
  double pixel_col_m = 0;          ///< width of a pixel, metres; 0: unknown
  std::optional<Position> center;  ///< coordinates of the point [rows/2.0][cols/2.0], metres, those of the positions
  std::vector<double> illumination = {};    ///< [row][col] of the object, any unit; empty: unknown
  std::size_t probe = 0;                    ///< rows = columns of the probe, pixels; 0: unknown
  std::optional<ResultFrames> frames = {};  ///< if the file says them
};

}  // namespace ptyger::core
