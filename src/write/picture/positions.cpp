#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/picture/axes.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/scan_previews.hpp"
#include "write/picture/text.hpp"

namespace ptyger::write {
namespace {

constexpr int plot_side = 640;  // longer side of the plot, picture pixels
constexpr int map_left = 96;
constexpr int map_top = 92;
constexpr Colour grid{225, 225, 225};
constexpr Colour path_colour{205, 205, 205};

/// The plotted field of the sample: the same scale for both axes, rows grow downwards.
struct Field {
  double low_row, low_col;  ///< least position along each axis, metres
  double unit_m;            ///< length of the unit of the axes, metres
  double pixels_per_m;
  int width, height;  ///< size of the plot, picture pixels
  double border_m;    ///< margin around the positions, metres

  [[nodiscard]] double x(double col_m) const { return map_left + (col_m - low_col + border_m) * pixels_per_m; }
  [[nodiscard]] double y(double row_m) const { return map_top + (row_m - low_row + border_m) * pixels_per_m; }
};

Field field_of(std::vector<Position> const& positions) {
  auto const range = [&](double Position::*axis) {
    auto const [low, high] = std::minmax_element(
        positions.begin(), positions.end(), [&](Position const& a, Position const& b) { return a.*axis < b.*axis; });
    return std::pair((*low).*axis, (*high).*axis);
  };
  auto const [low_row, high_row] = range(&Position::row_m);
  auto const [low_col, high_col] = range(&Position::col_m);
  double const longest = std::max({high_row - low_row, high_col - low_col, 1e-12});
  double const border = 0.03 * longest;
  double const scale = plot_side / (longest + 2 * border);
  auto const size = [&](double low, double high) {
    return std::max(120, static_cast<int>(std::lround((high - low + 2 * border) * scale)));
  };
  return {low_row, low_col, longest < 1e-6 ? 1e-9 : 1e-6, scale, size(low_col, high_col), size(low_row, high_row),
          border};
}

void draw_axes(Canvas& canvas, Field const& field) {
  auto const axis_ticks = [&](int length) {  // length of the axis, picture pixels
    return ticks(0, length / field.pixels_per_m / field.unit_m - 2 * field.border_m / field.unit_m,
                 std::max(2, length / 90));
  };
  auto const columns = axis_ticks(field.width);
  auto const column_labels = tick_labels(columns);
  int const bottom = map_top + field.height;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    int const x = static_cast<int>(std::lround(field.x(field.low_col + columns[i] * field.unit_m)));
    canvas.fill(x, map_top, 1, field.height, grid);
    canvas.fill(x - 1, bottom, 2, 7, black);
    canvas.text(x - text_width(column_labels[i]) / 2, bottom + 14, column_labels[i], black);
  }
  auto const rows = axis_ticks(field.height);
  auto const row_labels = tick_labels(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    int const y = static_cast<int>(std::lround(field.y(field.low_row + rows[i] * field.unit_m)));
    canvas.fill(map_left, y, field.width, 1, grid);
    canvas.fill(map_left - 7, y - 1, 7, 2, black);
    canvas.text(map_left - 14 - text_width(row_labels[i]), y - text_height / 2, row_labels[i], black);
  }
  canvas.frame(map_left, map_top, field.width, field.height, black);
  std::string const unit = field.unit_m == 1e-9 ? "nm" : "\u00b5m";
  canvas.text(map_left, map_top - caption_height, "y, " + unit, black);
  std::string const x_name = "x, " + unit;
  canvas.text(map_left + (field.width - text_width(x_name)) / 2, bottom + 46, x_name, black);
}

}  // namespace

Canvas positions_picture(Scan const& scan) {
  auto const& positions = scan.positions;
  auto const field = field_of(positions);
  auto const last = static_cast<double>(std::max<std::size_t>(positions.size(), 2) - 1);
  ColourBar const bar{"frame", 0, last, scale_colour};
  int const title_width = 520;
  int const bar_x = map_left + field.width + 40;
  Canvas canvas(std::max(bar_x + colour_bar_width(bar) + 28, title_width), map_top + field.height + 84);
  canvas.text(28, 28, fmt::format("Positions of {} frames, in their order", positions.size()), black);
  draw_axes(canvas, field);
  for (std::size_t j = 1; j < positions.size(); ++j)
    canvas.line(field.x(positions[j - 1].col_m), field.y(positions[j - 1].row_m), field.x(positions[j].col_m),
                field.y(positions[j].row_m), 1, path_colour);
  double const thickness = std::clamp(0.5 * plot_side / std::sqrt(static_cast<double>(positions.size())), 2.0, 9.0);
  for (std::size_t j = 0; j < positions.size(); ++j) {
    double const x = field.x(positions[j].col_m);
    double const y = field.y(positions[j].row_m);
    canvas.line(x, y, x, y, thickness, scale_colour(static_cast<double>(j) / last));
  }
  draw_colour_bar(canvas, bar, bar_x, map_top, field.height);
  return canvas;
}

}  // namespace ptyger::write
