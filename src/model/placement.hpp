#pragma once

#include <cstddef>
#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::model {

/// Positions of the frames of a scan on the object, in object pixels:
/// row[j] = positions[j].row_m / pixel_row_m - origin_row, and likewise for columns.
struct Placement {
  std::size_t rows = 0;     ///< rows of the object
  std::size_t cols = 0;     ///< columns of the object
  std::size_t probe = 0;    ///< P: patches are P x P
  double origin_row = 0;    ///< position of row 0 of the object, pixels
  double origin_col = 0;    ///< position of column 0 of the object, pixels
  std::vector<double> row;  ///< [frame] row of the patch corner
  std::vector<double> col;  ///< [frame] column of the patch corner
};

/// Places the patches of a scan on an object with a margin on every side: two pixels for rounding and interpolation,
/// and `drift` pixels by which positions may move.
Placement place_frames(Scan const& scan, std::size_t probe_size, int drift = 0);

/// A patch corner split into the whole pixel where the patch is cut and the remaining fraction of a pixel.
struct PatchCorner {
  int row = 0;              ///< whole pixel
  int col = 0;              ///< whole pixel
  double row_fraction = 0;  ///< row of the corner minus `row`, pixels
  double col_fraction = 0;  ///< column of the corner minus `col`, pixels
};

/// nearest: rounded half to even, fraction 0; bilinear: rounded down, fraction in [0, 1); fourier: rounded half to
/// even, fraction in [-1/2, 1/2].
PatchCorner split_corner(double row, double col, Sampling sampling);

}  // namespace ptyger::model
