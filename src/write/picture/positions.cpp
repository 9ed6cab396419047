#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/picture/colour_map.hpp"
#include "write/picture/plot.hpp"
#include "write/picture/scan_previews.hpp"

namespace ptyger::write {
namespace {

constexpr int plot_side = 640;  // longer side of the plot, picture pixels
constexpr int map_left = 96;
constexpr int map_top = 92;
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

void draw_axes(Drawing& drawing, Field const& field) {
  // Numbers begin at the first position, inside of the border.
  auto const numbers = [&](int length) {  // length of the axis, picture pixels
    double const extent = std::max(length / field.pixels_per_m - 2 * field.border_m, 1e-12) / field.unit_m;
    return axis_ticks(0, extent, std::max(4, length / 90), 60.0 / length);
  };
  PlotArea const area{map_left,
                      map_left + field.width,
                      map_top,
                      map_top + field.height,
                      -field.border_m / field.unit_m,
                      (field.width / field.pixels_per_m - field.border_m) / field.unit_m,
                      (field.height / field.pixels_per_m - field.border_m) / field.unit_m,
                      -field.border_m / field.unit_m};
  draw_plot_frame(drawing, area, numbers(field.width), numbers(field.height));
  std::string const unit = field.unit_m == 1e-9 ? "nm" : "µm";
  drawing.text(map_left, map_top - caption_height, "y, " + unit);
  drawing.text(map_left + field.width / 2.0, area.bottom + 46, "x, " + unit, {.anchor = Anchor::middle});
}

}  // namespace

Drawing positions_picture(Scan const& scan) {
  auto const& positions = scan.positions;
  auto const field = field_of(positions);
  auto const last = static_cast<double>(std::max<std::size_t>(positions.size(), 2) - 1);
  ColourBar const bar{"frame", 0, last, scale_colour};
  std::string const title = fmt::format("Positions of {} frames, in their order", positions.size());
  int const bar_x = map_left + field.width + 40;
  Drawing drawing(std::max(bar_x + colour_bar_width(bar, field.height), 28 + text_width(title, title_size)) + 28,
                  map_top + field.height + 84);
  drawing.text(28, 28, title, {.size = title_size});
  draw_axes(drawing, field);
  for (std::size_t j = 1; j < positions.size(); ++j)
    drawing.line(field.x(positions[j - 1].col_m), field.y(positions[j - 1].row_m), field.x(positions[j].col_m),
                 field.y(positions[j].row_m), 1, path_colour);
  double const thickness = std::clamp(0.5 * plot_side / std::sqrt(static_cast<double>(positions.size())), 2.0, 9.0);
  for (std::size_t j = 0; j < positions.size(); ++j) {
    double const x = field.x(positions[j].col_m);
    double const y = field.y(positions[j].row_m);
    drawing.line(x, y, x, y, thickness, scale_colour(static_cast<double>(j) / last));
  }
  draw_colour_bar(drawing, bar, bar_x, map_top, field.height);
  return drawing;
}

}  // namespace ptyger::write
