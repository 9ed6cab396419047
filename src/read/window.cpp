#include "read/window.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/fft_size.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

/// The pixel nearest to a coordinate of options.center along one axis. InputError outside of the frame.
std::size_t nearest_pixel(double asked, char const* axis, std::size_t extent, FrameShape const& frame,
                          std::string const& where) {
  double const pixel = std::round(asked);
  if (std::isfinite(asked) && pixel >= 0 && pixel < static_cast<double>(extent)) return static_cast<std::size_t>(pixel);
  throw InputError(
      fmt::format("{}: --center has the {} {}, but the frames are {} x {} pixels, counted from 0. Give the row and the "
                  "column of the zero frequency in the frames of the file.",
                  where, axis, asked, frame.rows, frame.cols));
}

void require_inside(std::size_t size, std::size_t row, std::size_t col, FrameShape const& frame,
                    std::string const& where) {
  std::size_t const before = size / 2;
  std::size_t const after = size - before;
  bool const fits = row >= before && col >= before && row + after <= frame.rows && col + after <= frame.cols;
  if (fits) return;
  throw InputError(
      fmt::format("{}: --crop {} does not fit around the zero frequency at row {} and column {} of frames of {} x {} "
                  "pixels. The largest even square there has {} pixels a side.",
                  where, size, row, col, frame.rows, frame.cols, largest_even_square(frame, row, col)));
}

void require_size(std::size_t size, FrameShape const& frame, std::string const& where) {
  std::size_t const most = std::min(frame.rows, frame.cols);
  if (size >= 2 && size <= most) return;
  throw InputError(
      fmt::format("{}: --crop {} cannot be taken from frames of {} x {} pixels. Give a number from 2 to {}.", where,
                  size, frame.rows, frame.cols, most));
}

/// The whole frame. InputError when it is not square.
Window whole_frames(FrameShape const& frame, std::string const& where) {
  if (frame.rows == frame.cols) return {.frame = frame, .row = 0, .col = 0, .size = frame.rows};
  throw InputError(fmt::format(
      "{}: the frames are {} x {} pixels and not square, as pixel size and propagation need them. Give "
      "--center ROW,COL, the pixel of their zero frequency, to keep the largest square around it; or, if that is "
      "their middle, --crop N, or --pad {} or more.",
      where, frame.rows, frame.cols, std::max(frame.rows, frame.cols)));
}

/// The whole frame in the middle of the square of its longer side.
Window squared_frames(FrameShape const& frame, bool in_corner) {
  std::size_t const size = std::max(frame.rows, frame.cols);
  auto const first = [&](std::size_t extent) { return in_corner ? extent - extent / 2 : 0; };
  FrameShape const before{.rows = size / 2 - frame.rows / 2, .cols = size / 2 - frame.cols / 2};
  return {.frame = frame,
          .row = first(frame.rows),
          .col = first(frame.cols),
          .size = size,
          .before = before,
          .after = {.rows = size - frame.rows - before.rows, .cols = size - frame.cols - before.cols}};
}

/// The window with unmeasured pixels around it.
Window padded(Window window, std::size_t size, std::string const& where) {
  constexpr std::size_t most = 1U << 15U;
  if (size < window.size || size > most)
    throw InputError(fmt::format(
        "{}: --pad {} is no size to which {} x {} pixels can be padded. Give a number from {} to {}; --crop "
        "keeps less.",
        where, size, window.size, window.size, window.size, most));
  std::size_t const before = size / 2 - window.size / 2;
  std::size_t const after = size - window.size - before;
  window.size = size;
  window.before = {.rows = window.before.rows + before, .cols = window.before.cols + before};
  window.after = {.rows = window.after.rows + after, .cols = window.after.cols + after};
  return window;
}

/// The window around the zero frequency of a file for which the user stated no center.
Window window_without_center(std::size_t size, FrameShape const& frame, bool in_corner, ReadingReport& report) {
  auto const first = [&](std::size_t extent) { return ((in_corner ? extent : extent / 2) - size / 2) % extent; };
  report.add(FramesCropped{.size = size, .rows = frame.rows, .cols = frame.cols, .around_corner = in_corner});
  return {.frame = frame, .row = first(frame.rows), .col = first(frame.cols), .size = size};
}

/// The window without the unmeasured pixels of options.pad.
Window kept_pixels(ReadOptions const& options, FrameShape const& frame, bool in_corner, bool near_field,
                   std::string const& where, ReadingReport& report) {
  if (!options.crop && !options.center)
    return near_field || options.pad ? squared_frames(frame, in_corner) : whole_frames(frame, where);
  if (options.crop) require_size(*options.crop, frame, where);
  if (!options.center) return window_without_center(*options.crop, frame, in_corner, report);
  std::size_t const row = nearest_pixel(options.center->row, "row", frame.rows, frame, where);
  std::size_t const col = nearest_pixel(options.center->col, "column", frame.cols, frame, where);
  std::size_t const largest = largest_even_square(frame, row, col);
  if (!options.crop && largest < 2)
    throw InputError(
        fmt::format("{}: --center {},{} lies at the edge of the frames, so no square is left around it. If "
                    "their zero frequency is in the corner, leave --center out: this is found.",
                    where, row, col));
  std::size_t const size = options.crop ? *options.crop : core::largest_fast_fft_size(largest);
  require_inside(size, row, col, frame, where);
  bool const exact = static_cast<double>(row) == options.center->row && static_cast<double>(col) == options.center->col;
  report.add(ZeroFrequencyGiven{.row = row,
                                .col = col,
                                .rounded = !exact,
                                .size = size,
                                .rows = frame.rows,
                                .cols = frame.cols,
                                .largest = options.crop || size == largest ? 0 : largest});
  return {.frame = frame, .row = row - size / 2, .col = col - size / 2, .size = size};
}

}  // namespace

std::size_t largest_even_square(FrameShape const& frame, std::size_t row, std::size_t col) {
  return 2 * std::min({row, col, frame.rows - row, frame.cols - col});
}

bool asks_for_window(ReadOptions const& options) {
  return options.crop || options.center || options.pad;
}

Window choose_window(ReadOptions const& options, FrameShape const& frame, bool in_corner, bool near_field,
                     std::string const& where, ReadingReport& report) {
  auto const kept = kept_pixels(options, frame, in_corner, near_field, where, report);
  return options.pad ? padded(kept, *options.pad, where) : kept;
}

std::vector<std::uint8_t> cropped_mask(std::vector<std::uint8_t> const& measured, Window const& window,
                                       std::string const& where) {
  std::vector<std::uint8_t> kept;
  for (std::size_t row = 0; row < window.size; ++row)
    for (std::size_t col = 0; col < window.size; ++col)
      kept.push_back(window.take(measured.data(), row, col, std::uint8_t{0}));
  if (std::count(kept.begin(), kept.end(), 0) == static_cast<std::ptrdiff_t>(kept.size()))
    throw InputError(
        fmt::format("{}: all of the {} x {} pixels that are kept are masked, so nothing is left to "
                    "reconstruct from. Check the mask, or keep more by --crop.",
                    where, window.size, window.size));
  return kept;
}

}  // namespace ptyger::read
