#pragma once

#include <string>
#include <vector>

#include "write/drawing/drawing.hpp"
#include "write/picture/axes.hpp"

namespace ptyger::write {

/// One image of a figure.
struct Panel {
  std::string caption;  ///< text above the image; may be empty
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<Colour> pixels;  ///< [row][col]
};

/// Images of equal size with a title, one scale bar, colour bars and a note below.
struct Figure {
  std::string title;
  std::vector<Panel> panels;
  std::vector<ColourBar> bars;
  double pixel_row_m = 0;  ///< height of an image pixel on the sample, metres
  double pixel_col_m = 0;  ///< width of an image pixel, metres; 0: unknown, no scale bar
  std::string note = {};   ///< small text below the images; may be empty
};

/// Composes a figure about 700 to 1200 pixels wide, with the aspect ratio of the sample: small images are enlarged by a
/// whole number, large ones reduced to fit.
Drawing compose(Figure const& figure);

}  // namespace ptyger::write
