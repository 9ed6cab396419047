#pragma once

#include <algorithm>
#include <cstdint>

namespace ptyger::core {

/// A rectangle of object pixels: rows [row, row + rows) and columns [col, col + cols).
struct Box {
  int row = 0;
  int col = 0;
  int rows = 0;
  int cols = 0;

  [[nodiscard]] std::int64_t pixels() const { return std::int64_t{rows} * cols; }
  [[nodiscard]] bool empty() const { return rows <= 0 || cols <= 0; }
  /// This box in coordinates that begin at the first pixel of `other`.
  [[nodiscard]] Box relative_to(Box const& other) const { return {row - other.row, col - other.col, rows, cols}; }
  friend bool operator==(Box const&, Box const&) = default;
};

/// The pixels that lie in both boxes; an empty box when there are none.
inline Box intersection(Box const& a, Box const& b) {
  int const row = std::max(a.row, b.row);
  int const col = std::max(a.col, b.col);
  int const rows = std::min(a.row + a.rows, b.row + b.rows) - row;
  int const cols = std::min(a.col + a.cols, b.col + b.cols) - col;
  return {row, col, std::max(rows, 0), std::max(cols, 0)};
}

/// The smallest box that contains both boxes.
inline Box bounding_box(Box const& a, Box const& b) {
  int const row = std::min(a.row, b.row);
  int const col = std::min(a.col, b.col);
  return {row, col, std::max(a.row + a.rows, b.row + b.rows) - row, std::max(a.col + a.cols, b.col + b.cols) - col};
}

/// The boxes of the object that belong to one device (src/comm/README.md, "Partition").
struct Subdomain {
  Box local;    ///< pixels in the device's memory: owned pixels and their halo, which holds every patch of its frames
  Box updated;  ///< pixels whose direction the device computes: owned pixels, or the whole object when it is replicated
  Box owned;    ///< pixels that the device adds to sums and writes to the result; owned boxes tile the object

  /// Every device holds and updates the whole object.
  [[nodiscard]] bool replicated() const { return updated != owned; }
  friend bool operator==(Subdomain const&, Subdomain const&) = default;
};

}  // namespace ptyger::core
