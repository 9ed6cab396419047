#include <fmt/format.h>

#include <algorithm>

#include "write/picture/axes.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/scan_map.hpp"
#include "write/picture/scan_previews.hpp"

namespace ptyger::write {
namespace {

constexpr int map_side = 640;
constexpr int map_top = 92;
constexpr Colour path_colour{205, 205, 205};

}  // namespace

Drawing positions_picture(Scan const& scan) {
  auto const& positions = scan.positions;
  ScanMap const map(positions, map_left, map_top, map_side);
  auto const last = static_cast<double>(std::max<std::size_t>(positions.size(), 2) - 1);
  ColourBar const bar{"frame", 0, last, scale_colour};
  std::string const title = fmt::format("Positions of {} frames, in their order", positions.size());
  int const bar_x = map_left + map.width() + 40;
  Drawing drawing(std::max(bar_x + colour_bar_width(bar, map.height()), 28 + text_width(title, title_size)) + 28,
                  map_top + map.height() + 84);
  drawing.text(28, 28, title, {.size = title_size});
  map.draw_axes(drawing);
  for (std::size_t j = 1; j < positions.size(); ++j)
    drawing.line(map.x(positions[j - 1]), map.y(positions[j - 1]), map.x(positions[j]), map.y(positions[j]), 1,
                 path_colour);
  map.draw_frames(drawing, [&](std::size_t j) { return scale_colour(static_cast<double>(j) / last); });
  draw_colour_bar(drawing, bar, bar_x, map_top, map.height());
  return drawing;
}

}  // namespace ptyger::write
