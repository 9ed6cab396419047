#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ptyger/read_options.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// The square of a frame that is kept. Rows and columns are periodic, so that a square around the corner is one, too.
struct Window {
  FrameShape frame;  ///< of the file
  std::size_t row;   ///< of the file, that becomes row 0
  std::size_t col;
  std::size_t size;

  bool whole() const { return frame == FrameShape{size, size} && row == 0 && col == 0; }
  std::size_t file_row(std::size_t kept) const { return (row + kept) % frame.rows; }
  std::size_t file_col(std::size_t kept) const { return (col + kept) % frame.cols; }
};

/// Pixels a side of the largest even square around this pixel: as many before it as from it on.
std::size_t largest_even_square(FrameShape const& frame, std::size_t row, std::size_t col);

/// Whether the options ask for a part of the frames, or name the pixel of the zero frequency.
bool asks_for_window(ReadOptions const& options);

/// The window that options.crop and options.center ask for, with the zero frequency at [size/2][size/2]. Without a
/// center it is at [rows/2][cols/2] or, in_corner, at [0][0]. Without crop: the largest even square around the center
/// that has_fast_transforms(). Without both: the whole frames. What was chosen is added to notes. InputError, beginning
/// with `where`, when it does not lie in the frames, and when whole frames are not square.
Window choose_window(ReadOptions const& options, FrameShape const& frame, bool in_corner, std::string const& where,
                     ReadingReport& report);

/// The part of a mask that is kept: [size][size]. InputError when nothing of it is measured.
std::vector<std::uint8_t> cropped_mask(std::vector<std::uint8_t> const& measured, Window const& window,
                                       std::string const& where);

}  // namespace ptyger::read
