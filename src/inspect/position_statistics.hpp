#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::inspect {

/// How the frames lie on the sample.
struct PositionStatistics {
  double extent_row_m = 0;  ///< between the outermost patch centres
  double extent_col_m = 0;
  double step_m = 0;  ///< mean distance of a frame from its nearest neighbour half a pixel away and more; 0: none is
  std::size_t duplicates = 0;  ///< frames at the place of an earlier one, to a hundredth of a pixel
  std::size_t far_off = 0;     ///< frames ten times as far from theirs as the median; not in the mean
  std::size_t farthest = 0;    ///< the frame that is farthest from its nearest neighbour
  double farthest_m = 0;       ///< and how far
  double spacing_m = 0;        ///< of as many frames on a square grid over the extent
  double grid_share = 0;       ///< share of frames whose neighbours lie on one regular grid; 1 for a perfect raster
};

PositionStatistics position_statistics(Scan const& scan);

}  // namespace ptyger::inspect
