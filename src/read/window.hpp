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

/// The square of a frame that is read. Rows and columns of the frame are periodic, so that the square may lie around
/// the corner.
struct Window {
  FrameShape frame;  ///< size of a frame of the file
  std::size_t row;   ///< row of the file that becomes row 0
  std::size_t col;   ///< column of the file that becomes column 0
  std::size_t size;  ///< rows = columns of the square

  /// Whether the window is the whole frame.
  bool is_whole_frame() const { return frame == FrameShape{size, size} && row == 0 && col == 0; }
  /// Row of the file that becomes row `window_row` of the square.
  std::size_t file_row(std::size_t window_row) const { return (row + window_row) % frame.rows; }
  /// Column of the file that becomes column `window_col` of the square.
  std::size_t file_col(std::size_t window_col) const { return (col + window_col) % frame.cols; }
};

/// Rows of the largest square with this pixel at [rows/2][rows/2], an even number.
std::size_t largest_even_square(FrameShape const& frame, std::size_t row, std::size_t col);

/// Whether the options ask for a part of the frames, or name the pixel of the zero frequency.
bool asks_for_window(ReadOptions const& options);

/// The window of options.crop and options.center, whose pixel [size/2][size/2] is the zero frequency. Without a center
/// the zero frequency is at [rows/2][cols/2] of the frame or, `in_corner`, at [0][0]. Without crop the window is the
/// largest even square around the center whose size has_fast_transforms(); without both it is the whole frame. Reported
/// as FramesCropped or ZeroFrequencyGiven. InputError, beginning with `where`, when the window does not fit into the
/// frame, and when a whole frame is not square.
Window choose_window(ReadOptions const& options, FrameShape const& frame, bool in_corner, std::string const& where,
                     ReadingReport& report);

/// The part of a mask inside the window: [size][size]. InputError when no pixel of it is measured.
std::vector<std::uint8_t> cropped_mask(std::vector<std::uint8_t> const& measured, Window const& window,
                                       std::string const& where);

}  // namespace ptyger::read
