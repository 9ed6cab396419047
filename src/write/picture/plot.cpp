#include "write/picture/plot.hpp"

namespace ptyger::write {

void draw_plot_frame(Drawing& drawing, PlotArea const& area, Ticks const& x_ticks, Ticks const& y_ticks) {
  for (std::size_t i = 0; i < x_ticks.values.size(); ++i) {
    double const x = std::round(area.x(x_ticks.values[i]));
    drawing.fill(x, area.top, 1, area.bottom - area.top, grid_grey);
    drawing.fill(x, area.bottom, 1, 7, black);
    drawing.text(x, area.bottom + 14, x_ticks.labels[i], {.anchor = Anchor::middle});
  }
  for (std::size_t i = 0; i < y_ticks.values.size(); ++i) {
    double const y = std::round(area.y(y_ticks.values[i]));
    drawing.fill(area.left, y, area.right - area.left, 1, grid_grey);
    drawing.fill(area.left - 7, y, 7, 1, black);
    drawing.text(area.left - 14, y - text_height / 2.0, y_ticks.labels[i], {.anchor = Anchor::right});
  }
  drawing.frame(area.left, area.top, area.right - area.left, area.bottom - area.top, black);
}

}  // namespace ptyger::write
