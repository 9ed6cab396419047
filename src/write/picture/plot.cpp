#include "write/picture/plot.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "write/picture/axes.hpp"
#include "write/picture/text.hpp"

namespace ptyger::write {

void draw_plot_frame(Canvas& canvas, PlotArea const& area, int x_ticks, int y_ticks) {
  constexpr Colour grid{225, 225, 225};
  std::vector<double> const x_values = ticks(area.x_low, area.x_high, x_ticks);
  std::vector<std::string> const x_labels = tick_labels(x_values);
  for (std::size_t i = 0; i < x_values.size(); ++i) {
    int const x = static_cast<int>(std::lround(area.x(x_values[i])));
    canvas.fill(x, area.top, 1, area.bottom - area.top, grid);
    canvas.fill(x - 1, area.bottom, 2, 7, black);
    canvas.text(x - text_width(x_labels[i]) / 2, area.bottom + 14, x_labels[i], black);
  }
  std::vector<double> const y_values = ticks(area.y_low, area.y_high, y_ticks);
  std::vector<std::string> const y_labels = tick_labels(y_values);
  for (std::size_t i = 0; i < y_values.size(); ++i) {
    int const y = static_cast<int>(std::lround(area.y(y_values[i])));
    canvas.fill(area.left, y, area.right - area.left, 1, grid);
    canvas.fill(area.left - 7, y - 1, 7, 2, black);
    canvas.text(area.left - 14 - text_width(y_labels[i]), y - text_height / 2, y_labels[i], black);
  }
  canvas.frame(area.left, area.top, area.right - area.left, area.bottom - area.top, black);
}

}  // namespace ptyger::write
