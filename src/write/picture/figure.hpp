#pragma once

#include <string>
#include <vector>

#include "write/picture/axes.hpp"
#include "write/picture/canvas.hpp"

namespace ptyger::write {

/// One image of a figure.
struct Panel {
  std::string caption;  ///< text above the image; may be empty
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<Colour> pixels;  ///< [row][col]
};

/// Images of equal size with a title, one scale bar and colour bars.
struct Figure {
  std::string title;
  std::vector<Panel> panels;
  std::vector<ColourBar> bars;
  double pixel_m = 0;  ///< width of an image pixel on the sample, metres
};

/// Composes a figure about 700 to 1200 pixels wide: small images are enlarged by an integer, large ones reduced by an
/// integer with the mean colour of each block.
Canvas compose(Figure const& figure);

}  // namespace ptyger::write
