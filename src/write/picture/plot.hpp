#pragma once

#include <cmath>

#include "write/drawing/drawing.hpp"
#include "write/picture/axes.hpp"

namespace ptyger::write {

// Pictures of plots one above the other, picture pixels.
constexpr int plots_width = 960;               // of the picture
constexpr int plots_left = 110;                // left edge of all plots
constexpr int plots_right = plots_width - 36;  // right edge of all plots
constexpr int plots_top = 104;                 // upper edge of the first plot
constexpr int between_plots = 62;

/// A rectangle of a picture, and the numbers at its edges. x() and y() map a number to picture pixels.
struct PlotArea {
  // Edges of the rectangle, picture pixels.
  int left = 0;
  int right = 0;
  int top = 0;
  int bottom = 0;
  double x_low = 0;    ///< number at the left edge
  double x_high = 1;   ///< number at the right edge
  double y_low = 0;    ///< number at the lower edge
  double y_high = 1;   ///< number at the upper edge
  bool log_y = false;  ///< the y axis is logarithmic; its numbers are positive

  double x(double value) const { return left + (value - x_low) / (x_high - x_low) * (right - left); }
  double y(double value) const {
    double const fraction =
        log_y ? std::log(value / y_low) / std::log(y_high / y_low) : (value - y_low) / (y_high - y_low);
    return bottom - fraction * (bottom - top);
  }
};

/// Draws a frame, a grid, and ticks with their numbers left of and below the rectangle.
void draw_plot_frame(Drawing& drawing, PlotArea const& area, Ticks const& x_ticks, Ticks const& y_ticks);

}  // namespace ptyger::write
