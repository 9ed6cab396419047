#include "perf/log_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/picture/axes.hpp"

namespace ptyger::perf {
namespace {

// Layout of the picture, pixels.
constexpr int margin = 28;
constexpr int panel_width = 520;
constexpr int panel_height = 420;
constexpr int left_of_panel = 84;
constexpr int legend_height = 34;
constexpr int top = margin + write::text_height + legend_height + 2 * write::caption_height + 20;
constexpr int below_panel = 92;

struct Range {
  double low = 0;
  double high = 0;
  /// Position of a value on the axis, from 0 at the low end to 1 at the high end.
  [[nodiscard]] double fraction(double value) const { return std::log(value / low) / std::log(high / low); }
};

/// Range of y of all curves of all panels, with a margin.
Range y_range(std::vector<LogPanel> const& panels) {
  Range range{HUGE_VAL, 0};
  for (auto const& panel : panels)
    for (auto const& curve : panel.curves)
      for (double const y : curve.y) range = {std::min(range.low, y), std::max(range.high, y)};
  return {range.low / 1.3, range.high * 1.3};
}

/// Ticks of a logarithmic axis: 1, 2 and 5 times powers of ten.
std::vector<double> round_numbers(Range const& range) {
  std::vector<double> numbers;
  for (double power = std::pow(10.0, std::floor(std::log10(range.low))); power <= range.high; power *= 10)
    for (double const digit : {1.0, 2.0, 5.0})
      if (digit * power >= range.low && digit * power <= range.high) numbers.push_back(digit * power);
  return numbers;
}

/// Place of a panel on the drawing, and its axes.
struct PanelAxes {
  int x = 0;  ///< left edge of the panel, pixels
  Range x_range;
  Range y_range;
  [[nodiscard]] double at_x(double value) const { return x + 20 + x_range.fraction(value) * (panel_width - 40); }
  [[nodiscard]] double at_y(double value) const { return top + (1 - y_range.fraction(value)) * panel_height; }
};

void draw_axes(write::Drawing& drawing, PanelAxes const& axes, LogPanel const& panel) {
  for (double const value : panel.curves.front().x) {
    int const x = static_cast<int>(std::lround(axes.at_x(value)));
    drawing.fill(x, top, 1, panel_height, write::grid_grey);
    drawing.fill(x - 1, top + panel_height, 2, 7, write::black);
    auto const label = fmt::format("{:g}", value);
    drawing.text(x, top + panel_height + 14, label, {.anchor = write::Anchor::middle});
  }
  for (double const value : round_numbers(axes.y_range)) {
    int const y = static_cast<int>(std::lround(axes.at_y(value)));
    drawing.fill(axes.x, y, panel_width, 1, write::grid_grey);
    drawing.fill(axes.x - 7, y - 1, 7, 2, write::black);
    auto const label = fmt::format("{:g}", value);
    drawing.text(axes.x - 14, y - write::text_height / 2.0, label, {.anchor = write::Anchor::right});
  }
  drawing.frame(axes.x, top, panel_width, panel_height, write::black);
  drawing.text(axes.x, top - 2 * write::caption_height, panel.title);
  drawing.text(axes.x - left_of_panel + margin, top - write::caption_height, panel.y_name);
  drawing.text(axes.x + panel_width / 2.0, top + panel_height + 46, panel.x_name, {.anchor = write::Anchor::middle});
}

/// Draws a dashed line: every other one of pieces of equal length.
void dash(write::Drawing& drawing, double x0, double y0, double x1, double y1, write::Colour colour) {
  constexpr double piece = 7;  // pixels
  double const piece_count = std::hypot(x1 - x0, y1 - y0) / piece;
  for (double i = 0; i < piece_count; i += 2) {
    double const from = i / piece_count;
    double const to = std::min(1.0, (i + 1) / piece_count);
    drawing.line(x0 + from * (x1 - x0), y0 + from * (y1 - y0), x0 + to * (x1 - x0), y0 + to * (y1 - y0), 1.5, colour);
  }
}

void draw_curve(write::Drawing& drawing, PanelAxes const& axes, Curve const& curve) {
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    double const x = axes.at_x(curve.x[i]);
    double const y = axes.at_y(curve.y[i]);
    if (!curve.dashed) drawing.line(x, y, x, y, 9, curve.colour);
    if (i == 0) continue;
    double const last_x = axes.at_x(curve.x[i - 1]);
    double const last_y = axes.at_y(curve.y[i - 1]);
    if (curve.dashed)
      dash(drawing, last_x, last_y, x, y, curve.colour);
    else
      drawing.line(last_x, last_y, x, y, 2.5, curve.colour);
  }
}

void draw_legend(write::Drawing& drawing, std::vector<Curve> const& curves) {
  int x = margin;
  int const y = margin + write::text_height + legend_height - write::text_height;
  for (auto const& curve : curves) {
    if (curve.name.empty()) continue;
    if (curve.dashed) {
      dash(drawing, x, y + 6, x + 32, y + 6, curve.colour);
    } else {
      drawing.line(x, y + 6, x + 32, y + 6, 2.5, curve.colour);
      drawing.line(x + 16, y + 6, x + 16, y + 6, 9, curve.colour);
    }
    drawing.text(x + 44, y, curve.name);
    x += 44 + write::text_width(curve.name) + 32;
  }
}

}  // namespace

write::Drawing draw(std::string const& title, std::vector<LogPanel> const& panels) {
  int const panel_count = static_cast<int>(panels.size());
  write::Drawing drawing(panel_count * (left_of_panel + panel_width) + margin, top + panel_height + below_panel);
  drawing.text(margin, margin, title, {.size = write::title_size});
  draw_legend(drawing, panels.front().curves);
  auto const range = y_range(panels);
  for (int number = 0; number < panel_count; ++number) {
    auto const& panel = panels[static_cast<std::size_t>(number)];
    auto const [low, high] = std::minmax_element(panel.curves.front().x.begin(), panel.curves.front().x.end());
    PanelAxes const axes{number * (left_of_panel + panel_width) + left_of_panel, {*low, *high}, range};
    draw_axes(drawing, axes, panel);
    for (auto const& curve : panel.curves) draw_curve(drawing, axes, curve);
  }
  return drawing;
}

}  // namespace ptyger::perf
