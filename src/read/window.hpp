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

/// The square that is read of each frame: a part of the frame, which unmeasured pixels may surround. Rows and columns
/// of the frame are periodic, so that the square may lie around the corner.
struct Window {
  FrameShape frame;        ///< size of a frame of the file
  std::size_t row;         ///< row of the file that becomes row before.rows
  std::size_t col;         ///< column of the file that becomes column before.cols
  std::size_t size;        ///< rows = columns of the square
  FrameShape before = {};  ///< unmeasured rows above the frame and columns to the left of it
  FrameShape after = {};   ///< unmeasured rows below the frame and columns to the right of it

  /// Whether the window is the whole frame.
  bool is_whole_frame() const { return frame == FrameShape{size, size} && row == 0 && col == 0; }
  /// Whether a pixel of the square is one of the frame.
  bool is_in_frame(std::size_t window_row, std::size_t window_col) const {
    return window_row >= before.rows && window_row + after.rows < size && window_col >= before.cols &&
           window_col + after.cols < size;
  }
  /// Row of the file that becomes row `window_row` of the square, which is one of the frame.
  std::size_t file_row(std::size_t window_row) const { return (row + window_row - before.rows) % frame.rows; }
  /// Column of the file that becomes column `window_col` of the square, which is one of the frame.
  std::size_t file_col(std::size_t window_col) const { return (col + window_col - before.cols) % frame.cols; }
  /// The pixel of a frame of the file that becomes this pixel of the square; `otherwise` for an unmeasured one.
  template <class T>
  T take(T const* file_frame, std::size_t window_row, std::size_t window_col, T otherwise) const {
    if (!is_in_frame(window_row, window_col)) return otherwise;
    return file_frame[file_row(window_row) * frame.cols + file_col(window_col)];
  }
};

/// Rows of the largest square with this pixel at [rows/2][rows/2], an even number.
std::size_t largest_even_square(FrameShape const& frame, std::size_t row, std::size_t col);

/// Whether the options ask for a part of the frames or for pixels around them, or name the pixel of the zero frequency.
bool asks_for_window(ReadOptions const& options);

/// The window of options.crop and options.center, whose pixel [size/2][size/2] is the zero frequency. Without a center
/// the zero frequency is at [rows/2][cols/2] of the frame or, `in_corner`, at [0][0]. Without crop the window is the
/// largest even square around the center whose size has_fast_transforms(); without both it is the whole frame. With
/// options.pad unmeasured pixels surround it to that size; `near_field` frames that are not square are padded to the
/// square of their longer side. Reported as FramesCropped or ZeroFrequencyGiven. InputError, beginning with `where`,
/// when the window does not fit into the frame, when a whole frame that is not padded is not square, and when it does
/// not fit into options.pad.
Window choose_window(ReadOptions const& options, FrameShape const& frame, bool in_corner, bool near_field,
                     std::string const& where, ReadingReport& report);

/// The part of a mask inside the window: [size][size]. InputError when no pixel of it is measured.
std::vector<std::uint8_t> cropped_mask(std::vector<std::uint8_t> const& measured, Window const& window,
                                       std::string const& where);

}  // namespace ptyger::read
