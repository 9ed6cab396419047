#include "write/picture/figure.hpp"

#include <algorithm>
#include <cmath>

#include "core/expect.hpp"

namespace ptyger::write {
namespace {

// Sizes, picture pixels.
constexpr int margin = 28;
constexpr int panel_gap = 24;
constexpr int bar_gap = 32;
constexpr int title_height = 34;
constexpr int scale_bar_height = 14 + text_height;
constexpr int note_height = 30;
constexpr int images_width = 1000;  // largest width of all images together
constexpr int images_height = 1000;
constexpr int panel_side = 400;  // largest side of one of several images

/// Picture pixels along a row for each image pixel: a whole number where the image is enlarged.
/// cols, rows: size of the image in units of the width of its pixels.
double zoom_to_fit(double cols, double rows, int width, int height) {
  double const fitting = std::min(width / cols, height / rows);
  return fitting >= 1 ? std::floor(fitting) : fitting;
}

/// Sizes and places of the parts of a figure, picture pixels.
struct Layout {
  int columns = 1;  ///< panels in a line
  int lines = 1;    ///< lines of panels
  double zoom = 1;
  int panel_width = 0;
  int panel_height = 0;
  int left = margin;
  int top = margin + title_height + caption_height;
  int bars_left = 0;  ///< column at which the colour bars begin
  int bars_height = 0;
  int below = 0;  ///< row at which scale bar and note begin
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
  auto const cols = static_cast<double>(figure.panels[0].cols);
  double const aspect = figure.pixel_col_m > 0 ? figure.pixel_row_m / figure.pixel_col_m : 1;
  double const rows = aspect * static_cast<double>(figure.panels[0].rows);
  layout.columns = columns_of(panels);
  layout.lines = (panels + layout.columns - 1) / layout.columns;
  int const widest_panel = (images_width - (layout.columns - 1) * panel_gap) / layout.columns;
  layout.zoom = zoom_to_fit(cols, rows, panels > 1 ? std::min(widest_panel, panel_side) : widest_panel,
                            panels > 1 ? panel_side : images_height);
  layout.panel_width = std::max(1, static_cast<int>(std::lround(cols * layout.zoom)));
  layout.panel_height = std::max(1, static_cast<int>(std::lround(rows * layout.zoom)));
  layout.bars_left = layout.panel_x(layout.columns) - panel_gap + bar_gap;
  int const bottom = layout.panel_y(layout.lines) - panel_gap - caption_height;
  layout.bars_height = std::max(bottom - layout.top, 6 * text_height);
  int right = layout.bars_left;
  for (ColourBar const& bar : figure.bars) right += colour_bar_width(bar, layout.bars_height) + bar_gap;
  layout.below = layout.top + layout.bars_height + scale_bar_height - text_height;
  layout.width = std::max({right - bar_gap, margin + text_width(figure.title, title_size),
                           margin + text_width(figure.note, note_size)}) +
                 margin;
  layout.height = layout.below + text_height + (figure.note.empty() ? 0 : note_height) + margin;
  return layout;
}

void draw_panel(Drawing& drawing, Panel const& panel, Layout const& layout, int x, int y) {
  drawing.image({static_cast<double>(x), static_cast<double>(y), static_cast<double>(layout.panel_width),
                 static_cast<double>(layout.panel_height), black},
                panel.rows, panel.cols, panel.pixels);
  drawing.frame(x, y, layout.panel_width, layout.panel_height, black);
  drawing.text(x, y - caption_height, panel.caption);
}

}  // namespace

Drawing compose(Figure const& figure) {
  core::expect(!figure.panels.empty(), "a figure has at least one panel");
  Layout const layout = lay_out(figure);
  Drawing drawing(layout.width, layout.height);
  drawing.text(margin, margin, figure.title, {.size = title_size});
  int number = 0;
  for (Panel const& panel : figure.panels) {
    draw_panel(drawing, panel, layout, layout.panel_x(number % layout.columns),
               layout.panel_y(number / layout.columns));
    ++number;
  }
  int x = layout.bars_left;
  for (ColourBar const& bar : figure.bars) {
    draw_colour_bar(drawing, bar, x, layout.top, layout.bars_height);
    x += colour_bar_width(bar, layout.bars_height) + bar_gap;
  }
  if (figure.pixel_col_m > 0)
    draw_scale_bar(drawing, margin, layout.below, layout.panel_width / 3, figure.pixel_col_m / layout.zoom);
  drawing.text(margin, layout.below + note_height, figure.note, {.colour = grey, .size = note_size});
  return drawing;
}

}  // namespace ptyger::write
