#include "read/file_pixel.hpp"

#include <utility>

namespace ptyger::read {

FilePixel file_pixel(FramesOfFile const& file, std::size_t size, std::size_t row, std::size_t col) {
  if (file.turned.flip_rows) row = size - row;
  if (file.turned.flip_cols) col = size - col;
  if (file.turned.transpose) std::swap(row, col);
  std::size_t const half = size / 2;  // rows and columns of the window before the zero frequency
  // Row of the file for row `index` of the scan, when `zero` is the row of the zero frequency in the file; columns
  // alike.
  auto const in_file = [&](std::size_t index, std::size_t zero, std::size_t extent) {
    return (zero + (index + half) % size + extent - half) % extent;
  };
  return {.row = in_file(row, file.zero_row, file.shape.rows), .col = in_file(col, file.zero_col, file.shape.cols)};
}

bool is_in_file(FramesOfFile const& file, std::size_t size, std::size_t row, std::size_t col) {
  if (file.turned.flip_rows) row = size - row;
  if (file.turned.flip_cols) col = size - col;
  if (file.turned.transpose) std::swap(row, col);
  auto const inside = [&](std::size_t index, std::size_t zero, std::size_t extent) {
    std::size_t const half = size / 2;
    std::size_t const from_start = (index + half) % size;      // of the window
    std::size_t const before = zero == 0 ? extent / 2 : zero;  // rows of the frame before the zero frequency
    return from_start + before >= half && from_start + before < half + extent;
  };
  return inside(row, file.zero_row, file.shape.rows) && inside(col, file.zero_col, file.shape.cols);
}

DetectorPoint file_point(FramesOfFile const& file, double rows, double cols) {
  if (file.turned.flip_rows) rows = -rows;
  if (file.turned.flip_cols) cols = -cols;
  if (file.turned.transpose) std::swap(rows, cols);
  return {.row = static_cast<double>(file.zero_row) + rows, .col = static_cast<double>(file.zero_col) + cols};
}

FramesOfFile frames_of_file(Scan const& scan) {
  std::size_t const middle = scan.detector / 2;
  return scan.in_file.value_or(FramesOfFile{
      .frames = scan.frames, .shape = {scan.detector, scan.detector}, .zero_row = middle, .zero_col = middle});
}

}  // namespace ptyger::read
