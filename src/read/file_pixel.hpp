#pragma once

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// A pixel of the frames of the file, counted from 0.
struct FilePixel {
  std::size_t row;
  std::size_t col;
};

/// The pixel of the frames of the file that became pixel [row][col] of the frames of the scan, which are size x size
/// pixels with the zero frequency in the corner.
FilePixel file_pixel(FramesOfFile const& file, std::size_t size, std::size_t row, std::size_t col);

/// Whether a pixel of the frames of the scan is one of the file, and not an unmeasured one around padded frames.
bool is_in_file(FramesOfFile const& file, std::size_t size, std::size_t row, std::size_t col);

/// The point of the frames of the file that lies `rows` and `cols` pixels from the zero frequency in the frames of the
/// scan.
DetectorPoint file_point(FramesOfFile const& file, double rows, double cols);

/// The frames in the files of a scan. For a scan without files: its own frames with the zero frequency in the middle.
FramesOfFile frames_of_file(Scan const& scan);

}  // namespace ptyger::read
