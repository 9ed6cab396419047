#include "write/picture/figure.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/expect.hpp"
#include "write/picture/text.hpp"

namespace ptyger::write {
namespace {

// Sizes, picture pixels.
constexpr int margin = 28;
constexpr int panel_gap = 24;
constexpr int bar_gap = 32;
constexpr int title_height = 34;
constexpr int scale_bar_height = 14 + text_height;
constexpr int images_width = 1000;  // largest width of all images together
constexpr int images_height = 1000;

/// How image pixels become picture pixels: one of the two factors is 1.
struct Zoom {
  int enlarge = 1;  ///< picture pixels along each axis of an image pixel
  int reduce = 1;   ///< image pixels along each axis of a picture pixel
};

/// The largest zoom at which an image of rows x cols pixels fits into width x height picture pixels.
Zoom zoom_to_fit(int rows, int cols, int width, int height) {
  Zoom zoom;
  zoom.enlarge = std::max(1, std::min(width / cols, height / rows));
  while (cols / zoom.reduce > width || rows / zoom.reduce > height) ++zoom.reduce;
  return zoom;
}

/// Sizes and places of the parts of a figure, picture pixels.
struct Layout {
  int columns = 1;  ///< panels in a line
  int lines = 1;    ///< lines of panels
  Zoom zoom;
  int panel_width = 0;
  int panel_height = 0;
  int left = margin;
  int top = margin + title_height + caption_height;
  int bars_left = 0;  ///< column at which the colour bars begin
  int bars_height = 0;
  int width = 0;
  int height = 0;

  int panel_x(int column) const { return left + column * (panel_width + panel_gap); }
  int panel_y(int line) const { return top + line * (panel_height + panel_gap + caption_height); }
};

/// Up to three panels stand in one line, more in a square of at most four columns.
int columns_of(int panels) {
  return panels <= 3 ? panels : std::min(4, static_cast<int>(std::ceil(std::sqrt(panels))));
}

Layout lay_out(Figure const& figure) {
  Layout layout;
  int const panels = static_cast<int>(figure.panels.size());
  int const rows = static_cast<int>(figure.panels[0].rows);
  int const cols = static_cast<int>(figure.panels[0].cols);
  layout.columns = columns_of(panels);
  layout.lines = (panels + layout.columns - 1) / layout.columns;
  int const widest_panel = (images_width - (layout.columns - 1) * panel_gap) / layout.columns;
  layout.zoom = zoom_to_fit(rows, cols, panels > 1 ? std::min(widest_panel, 400) : widest_panel,
                            panels > 1 ? 400 : images_height);
  layout.panel_width = cols / layout.zoom.reduce * layout.zoom.enlarge;
  layout.panel_height = rows / layout.zoom.reduce * layout.zoom.enlarge;
  layout.bars_left = layout.panel_x(layout.columns) - panel_gap + bar_gap;
  layout.bars_height = layout.panel_y(layout.lines) - panel_gap - caption_height - layout.top;
  int right = layout.bars_left;
  for (ColourBar const& bar : figure.bars) right += colour_bar_width(bar) + bar_gap;
  layout.width = std::max(right - bar_gap, margin + text_width(figure.title)) + margin;
  layout.height = layout.panel_y(layout.lines) - panel_gap - caption_height + scale_bar_height + margin;
  return layout;
}

/// Mean colour of size x size pixels of a panel; row, col: upper left pixel.
Colour mean_of_block(Panel const& panel, std::size_t row, std::size_t col, std::size_t size) {
  std::array<std::size_t, 3> sum = {};
  for (std::size_t r = row; r < row + size; ++r)
    for (std::size_t c = col; c < col + size; ++c) {
      Colour const pixel = panel.pixels[r * panel.cols + c];
      sum[0] += pixel.red;
      sum[1] += pixel.green;
      sum[2] += pixel.blue;
    }
  auto const mean = [&](std::size_t channel) { return static_cast<std::uint8_t>(sum[channel] / (size * size)); };
  return {mean(0), mean(1), mean(2)};
}

void draw_panel(Canvas& canvas, Panel const& panel, Zoom zoom, int x, int y) {
  int const rows = static_cast<int>(panel.rows) / zoom.reduce;
  int const cols = static_cast<int>(panel.cols) / zoom.reduce;
  auto const block = static_cast<std::size_t>(zoom.reduce);
  for (int row = 0; row < rows; ++row)
    for (int col = 0; col < cols; ++col) {
      Colour const colour =
          mean_of_block(panel, static_cast<std::size_t>(row) * block, static_cast<std::size_t>(col) * block, block);
      canvas.fill(x + col * zoom.enlarge, y + row * zoom.enlarge, zoom.enlarge, zoom.enlarge, colour);
    }
  canvas.frame(x, y, cols * zoom.enlarge, rows * zoom.enlarge, black);
  canvas.text(x, y - caption_height, panel.caption, black);
}

}  // namespace

Canvas compose(Figure const& figure) {
  core::expect(!figure.panels.empty(), "a figure has at least one panel");
  Layout const layout = lay_out(figure);
  Canvas canvas(layout.width, layout.height);
  canvas.text(margin, margin, figure.title, black);
  int number = 0;
  for (Panel const& panel : figure.panels) {
    draw_panel(canvas, panel, layout.zoom, layout.panel_x(number % layout.columns),
               layout.panel_y(number / layout.columns));
    ++number;
  }
  int x = layout.bars_left;
  for (ColourBar const& bar : figure.bars) {
    draw_colour_bar(canvas, bar, x, layout.top, layout.bars_height);
    x += colour_bar_width(bar) + bar_gap;
  }
  double const pixel_m = figure.pixel_m * layout.zoom.reduce / layout.zoom.enlarge;
  draw_scale_bar(canvas, margin, layout.height - margin - text_height, layout.panel_width / 3, pixel_m);
  return canvas;
}

}  // namespace ptyger::write
