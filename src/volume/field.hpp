#pragma once

#include <cstddef>
#include <vector>

#include "volume/outline.hpp"

namespace ptyger::volume {

/// Where the lit rectangle of a projection lies in the common field.
struct Place {
  std::size_t row = 0;  ///< of its upper left pixel
  std::size_t col = 0;
  double row_rest = 0;  ///< what whole pixels leave: the true place is at row + row_rest, -0.5..0.5
  double col_rest = 0;
};

/// The one grid of pixels on which all projections of a volume lie, by their coordinates in the scan.
struct Field {
  std::size_t rows = 0;
  std::size_t cols = 0;
  double pixel_row_m = 0;
  double pixel_col_m = 0;
  double energy_eV = 0;       ///< 0: not known
  std::vector<Place> places;  ///< one for each outline
};

/// The smallest field that holds the lit rectangles of all projections. Its grid is that of the first of them, every
/// other one is moved to the nearest whole pixel; nothing is interpolated.
/// A projection that does not fit gets a reason in Outline::missing: its pixel differs from the median one by more than
/// a thousandth, or it lies beside the median of all places without touching it, which would blow up the volume.
/// InputError when none is left.
Field common_field(std::vector<Outline>& outlines);

}  // namespace ptyger::volume
