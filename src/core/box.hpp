#pragma once

#include <algorithm>
#include <cstdint>

namespace ptyger::core {

/// Pixels [row, row + rows) x [col, col + cols) of the object.
struct Box {
  int row = 0;
  int col = 0;
  int rows = 0;
  int cols = 0;

  [[nodiscard]] std::int64_t pixels() const { return std::int64_t{rows} * cols; }
  [[nodiscard]] bool empty() const { return rows <= 0 || cols <= 0; }
  /// This box as seen from the corner of another.
  [[nodiscard]] Box relative_to(Box const& other) const { return {row - other.row, col - other.col, rows, cols}; }
  friend bool operator==(Box const&, Box const&) = default;
};

/// The pixels that two boxes share; no rows or no columns when there are none.
inline Box intersection(Box const& a, Box const& b) {
  int const row = std::max(a.row, b.row);
  int const col = std::max(a.col, b.col);
  int const rows = std::min(a.row + a.rows, b.row + b.rows) - row;
  int const cols = std::min(a.col + a.cols, b.col + b.cols) - col;
  return {row, col, std::max(rows, 0), std::max(cols, 0)};
}

/// The smallest box around two.
inline Box bounding_box(Box const& a, Box const& b) {
  int const row = std::min(a.row, b.row);
  int const col = std::min(a.col, b.col);
  return {row, col, std::max(a.row + a.rows, b.row + b.rows) - row, std::max(a.col + a.cols, b.col + b.cols) - col};
}

/// What of the object is a device's (src/comm/README.md, "Partition").
struct Subdomain {
  Box local;    ///< in its memory: the core and every patch of its frames
  Box updated;  ///< where it computes the direction itself: the core, or all of the object when that is replicated
  Box owned;    ///< counted in sums and written to the result; the cores of all devices tile the object

  /// Every device holds and steps the whole object.
  [[nodiscard]] bool replicated() const { return updated != owned; }
  friend bool operator==(Subdomain const&, Subdomain const&) = default;
};

}  // namespace ptyger::core
