#pragma once

#include <cstddef>
#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::model {

/// Where the frames of a scan lie on the object, in object pixels.
/// patch corner of frame j: row = positions[j].row_m / pixel_row_m - origin_row, the same for columns.
struct Placement {
  std::size_t rows = 0;  ///< object size
  std::size_t cols = 0;
  std::size_t probe = 0;  ///< P: patches are P x P
  double origin_row = 0;
  double origin_col = 0;
  std::vector<double> row;  ///< [frame] patch corner, pixels of the object
  std::vector<double> col;
};

/// Places the patches of a scan with two pixels of margin on every side for rounding and interpolation, and `drift`
/// more where positions may move.
Placement place_frames(Scan const& scan, std::size_t probe_size, int drift = 0);

/// A patch corner split into the whole pixel where the patch is cut and what is left for the interpolation.
struct PatchCorner {
  int row = 0;
  int col = 0;
  double row_fraction = 0;
  double col_fraction = 0;
};

/// nearest: rounded half to even, nothing left; bilinear: floor and remainder in [0, 1); fourier: rounded and
/// remainder in [-1/2, 1/2].
PatchCorner split_corner(double row, double col, Sampling sampling);

}  // namespace ptyger::model
