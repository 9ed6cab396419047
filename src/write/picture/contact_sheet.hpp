#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "write/drawing/drawing.hpp"

namespace ptyger::write {

/// The phase of a projection, reduced in size: [row][col], radians, NaN in pixels that are not lit.
struct Thumbnail {
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<float> values;
};

/// One cell of a contact sheet.
struct SheetCell {
  std::string name;  ///< name of the projection
  std::optional<double> angle_deg;
  std::string missing;  ///< why there is no picture; empty: there is a picture
  Thumbnail picture;
};

/// Arrangement of the cells of a contact sheet; sizes in picture pixels.
struct SheetLayout {
  int columns = 1;  ///< cells in a line
  int lines = 1;    ///< lines of cells
  int picture_width = 1;
  int picture_height = 1;
  int label_height = 0;  ///< height of the two lines below each picture; 0: no labels, since they do not fit
  int gap = 0;           ///< distance between cells

  [[nodiscard]] int cell_width() const { return picture_width + gap; }
  [[nodiscard]] int cell_height() const { return picture_height + label_height + gap; }
};

/// An approximately square arrangement of `cells` pictures of the shape rows x cols: pictures as large as possible, at
/// most 240 pixels wide and high, on a sheet below 4096 x 4096 pixels.
SheetLayout sheet_layout(std::size_t cells, std::size_t rows, std::size_t cols);

/// Draws the phase of all projections of a campaign into one picture, in one grey scale, with name and angle below, and
/// a scale bar. A missing projection is an empty cell with the reason. Where labels do not fit, a missing projection is
/// a cross, and each line begins with the index of its first projection in the volume. The scale spans the 20 %
/// quantile of the pictures' 1st percentiles to the 80 % quantile of their 99th, so that a fifth of the pictures may be
/// outliers. Pictures are scaled to the cells of `layout`. width_m: width of a picture on the sample, metres; 0:
/// unknown.
Drawing contact_sheet(std::vector<SheetCell> const& cells, SheetLayout const& layout, double width_m);

}  // namespace ptyger::write
