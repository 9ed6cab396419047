#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ptyger::write {

/// A picture made smaller: [row][col] phase in radians, NaN where the scan has seen nothing.
struct Thumbnail {
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<float> values;
};

/// One cell of a contact sheet.
struct SheetCell {
  std::string name;
  std::optional<double> angle_deg;
  std::string missing;  ///< why there is no picture; empty: there is one
  Thumbnail picture;
};

/// Sizes in picture pixels.
struct SheetLayout {
  int columns = 1;
  int lines = 1;
  int picture_width = 1;
  int picture_height = 1;
  int label_height = 0;  ///< two lines below each picture; 0: they would not fit
  int gap = 0;           ///< between cells

  [[nodiscard]] int cell_width() const { return picture_width + gap; }
  [[nodiscard]] int cell_height() const { return picture_height + label_height + gap; }
};

/// The about square arrangement of `cells` pictures of the shape rows x cols: the largest pictures, at most 240 pixels
/// wide and high, with which the sheet stays below 4096 x 4096 pixels.
SheetLayout sheet_layout(std::size_t cells, std::size_t rows, std::size_t cols);

/// Draws all projections of a campaign into one PNG: their phase in one grey scale for all, name and angle below,
/// missing ones as empty cells with the reason. Where labels do not fit, a cross says missing, and each line begins
/// with the number of its first projection in the volume. The scale follows the 1st and 99th percentiles of the
/// pictures, of which a fifth may be wrong. Pictures are drawn into the cells of `layout`, larger or smaller than they
/// are. Throws as write_png.
void write_contact_sheet(std::string const& path, std::vector<SheetCell> const& cells, SheetLayout const& layout);

}  // namespace ptyger::write
