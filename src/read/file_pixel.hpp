#pragma once

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// A pixel of the frames of the file, counted from 0.
struct FilePixel {
  std::size_t row;
  std::size_t col;
};

/// The pixel of the file that comes to [row][col] of the scan's frames, which are size x size pixels with their zero
/// frequency in the corner.
FilePixel file_pixel(FramesOfFile const& file, std::size_t size, std::size_t row, std::size_t col);

/// The point of the file's frames that lies so many rows and columns from the zero frequency of the scan's.
DetectorPoint file_point(FramesOfFile const& file, double rows, double cols);

/// Where the scan's frames were read from; those of a scan that was made up are as it has them, the zero frequency in
/// the middle.
FramesOfFile frames_of_file(Scan const& scan);

/// The number that a frame of the scan has there, counted from 0.
std::int64_t number_in_file(Scan const& scan, std::size_t frame);

}  // namespace ptyger::read
