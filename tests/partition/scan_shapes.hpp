#pragma once

#include <array>
#include <cmath>
#include <numbers>
#include <ostream>
#include <vector>

#include "model/placement.hpp"
#include "tests/support/small_scan.hpp"

/// Scans with shapes that are difficult to partition.
namespace ptyger::test {

/// Positions of the frames of a scan, pixels.
struct ScanShape {
  char const* name;
  std::vector<double> row;
  std::vector<double> col;
  void add(double r, double c) {
    row.push_back(r);
    col.push_back(c);
  }
};

inline void PrintTo(ScanShape const& shape, std::ostream* out) {
  *out << shape.name;
}

inline ScanShape raster(char const* name, int rows, int cols, double pitch) {
  ScanShape shape{name, {}, {}};
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < cols; ++c) shape.add(r * pitch, c * pitch);
  return shape;
}

/// A Fermat spiral.
inline ScanShape spiral() {
  ScanShape shape{"spiral", {}, {}};
  for (int i = 0; i < 83; ++i) {
    double const angle = i * std::numbers::pi * (3 - std::sqrt(5.0));
    shape.add(4 * std::sqrt(i) * std::cos(angle), 4 * std::sqrt(i) * std::sin(angle));
  }
  return shape;
}

/// Three clusters of frames, far from each other and of different sizes.
inline ScanShape clustered() {
  ScanShape shape{"clustered", {}, {}};
  core::Random random(3);
  for (auto const& [row, col, count] : {std::array{0, 0, 30}, std::array{90, 20, 7}, std::array{10, 120, 13}})
    for (int i = 0; i < count; ++i) shape.add(row + 6 * uniform(random), col + 6 * uniform(random));
  return shape;
}

/// Frames on a line, with this many pixels from frame to frame.
inline ScanShape line(char const* name, double per_row, double per_col) {
  ScanShape shape{name, {}, {}};
  for (int i = 0; i < 23; ++i) shape.add(per_row * i, per_col * i);
  return shape;
}

/// Positions whose density falls along the rows.
inline ScanShape uneven() {
  ScanShape shape{"uneven", {}, {}};
  core::Random random(8);
  for (int i = 0; i < 61; ++i) shape.add(-50 + 70 * std::pow(uniform(random), 3), 30 * uniform(random));
  return shape;
}

/// Placement of the frames with a probe of 7 x 7 pixels.
inline model::Placement placement_of(ScanShape const& shape) {
  Scan scan;
  scan.pixel_row_m = scan.pixel_col_m = 1;
  for (std::size_t i = 0; i < shape.row.size(); ++i) scan.positions.push_back({shape.row[i], shape.col[i]});
  return model::place_frames(scan, 7);
}

inline std::vector<ScanShape> scan_shapes() {
  return {raster("raster", 9, 12, 3),
          raster("wide_raster", 2, 31, 2.5),
          raster("sparse_raster", 6, 5, 11),
          spiral(),
          clustered(),
          line("along_rows", 3.3, 0),
          line("along_columns", 0, 1),
          line("diagonal", 2, 2),
          line("equal_positions", 0, 0),
          uneven()};
}

}  // namespace ptyger::test
