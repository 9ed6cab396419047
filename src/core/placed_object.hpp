#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::core {

/// The frames that a result of this program was reconstructed from.
struct ResultFrames {
  std::vector<std::string> files;   ///< files of the scan
  FrameHalf half = FrameHalf::all;  ///< which half of the frames, for a Fourier ring correlation
  bool shared_start = false;        ///< the initial object was reconstructed from frames outside this half, too
};

/// An object image from any file, with its pixel size and its place on the sample as far as the file states them.
struct PlacedObject {
  std::string source;              ///< path of the file and name of the dataset in it
  std::string layout;              ///< name of the file's layout, for messages
  ObjectImage object;              ///< [row][col], transmission
  double pixel_row_m = 0;          ///< height of a pixel, metres; 0: unknown
  double pixel_col_m = 0;          ///< width of a pixel, metres; 0: unknown
  std::optional<Position> center;  ///< point [rows/2.0][cols/2.0] of the object in the frame of the positions, metres
  std::vector<double> illumination = {};    ///< [row][col] of the object, any unit; empty: unknown
  std::size_t probe = 0;                    ///< rows = columns of the probe, pixels; 0: unknown
  std::optional<ResultFrames> frames = {};  ///< empty when the file does not state them
};

}  // namespace ptyger::core
