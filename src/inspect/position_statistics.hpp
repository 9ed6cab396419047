#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::inspect {

/// How the positions lie on the sample. The step of a frame is its distance to the nearest position that is half an
/// object pixel away or farther.
struct PositionStatistics {
  double extent_row_m = 0;     ///< height of the field: largest minus smallest row of the positions
  double extent_col_m = 0;     ///< width of the field: largest minus smallest column of the positions
  double narrow_m = 0;         ///< width of the field in its narrowest direction: sqrt(12) standard deviations
  double step_m = 0;           ///< mean step of the frames that are not far off; 0: all frames lie at one place
  std::size_t duplicates = 0;  ///< number of frames within a hundredth of an object pixel of an earlier frame
  std::vector<std::size_t> far_off = {};  ///< frames with more than ten times the median step
  std::size_t farthest = 0;               ///< frame with the largest step
  double farthest_m = 0;                  ///< step of that frame
  double spacing_m = 0;                   ///< step of a square grid with as many frames over the same extent
  double grid_share = 0;  ///< largest share of frames that have another frame one grid step further; 1: a raster

  /// Whether the positions lie on a regular grid.
  [[nodiscard]] bool on_grid() const { return grid_share > 0.7; }
};

/// The frame nearest to a frame, at another place; with `beside` in a direction that differs from the direction to this
/// frame. The frame itself: there is none.
std::size_t nearest_frame(Scan const& scan, std::size_t frame, std::size_t beside);

/// Statistics of the positions of a scan.
PositionStatistics position_statistics(Scan const& scan);

}  // namespace ptyger::inspect
