#pragma once

#include <cstddef>
#include <vector>

#include "volume/outline.hpp"

namespace ptyger::volume {

/// The place of a projection's lit rectangle in the common field.
struct Place {
  std::size_t row = 0;      ///< row of the upper left pixel
  std::size_t col = 0;      ///< column of the upper left pixel
  double row_subpixel = 0;  ///< true row minus `row`, pixels, -0.5..0.5
  double col_subpixel = 0;  ///< true column minus `col`, pixels, -0.5..0.5
};

/// The common pixel grid of all projections of a volume, in the coordinates of the scans.
struct Field {
  std::size_t rows = 0;       ///< pixels
  std::size_t cols = 0;       ///< pixels
  double pixel_row_m = 0;     ///< height of a pixel, metres
  double pixel_col_m = 0;     ///< width of a pixel, metres
  double energy_eV = 0;       ///< photon energy; 0: not known
  std::vector<Place> places;  ///< [projection]
};

/// The smallest field that contains the lit rectangles of all projections. The grid is the grid of the first
/// projection; the others are moved to the nearest whole pixel, so that nothing is interpolated. A projection that does
/// not fit gets a reason in Outline::missing: its pixel size differs from the median by more than a thousandth, or its
/// rectangle does not overlap the median rectangle, which would make the volume very large. Throws InputError when no
/// projection is left.
Field common_field(std::vector<Outline>& outlines);

}  // namespace ptyger::volume
