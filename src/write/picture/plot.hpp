#pragma once

#include "write/picture/canvas.hpp"

namespace ptyger::write {

/// A rectangle of a picture, and the numbers at its edges. x() and y() map a number to picture pixels.
struct PlotArea {
  // Edges of the rectangle, picture pixels.
  int left = 0;
  int right = 0;
  int top = 0;
  int bottom = 0;
  double x_low = 0;   ///< number at the left edge
  double x_high = 1;  ///< number at the right edge
  double y_low = 0;   ///< number at the lower edge
  double y_high = 1;  ///< number at the upper edge

  double x(double value) const { return left + (value - x_low) / (x_high - x_low) * (right - left); }
  double y(double value) const { return bottom - (value - y_low) / (y_high - y_low) * (bottom - top); }
};

/// Draws a frame, a grid, and ticks with their numbers left of and below the rectangle. x_ticks, y_ticks: approximate
/// numbers of ticks.
void draw_plot_frame(Canvas& canvas, PlotArea const& area, int x_ticks, int y_ticks);

}  // namespace ptyger::write
