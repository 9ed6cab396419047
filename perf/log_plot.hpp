#pragma once

#include <string>
#include <vector>

#include "write/drawing/drawing.hpp"

namespace ptyger::perf {

/// A line through points of positive numbers.
struct Curve {
  std::string name;  ///< name in the legend; a curve with an empty name is not in the legend
  write::Colour colour;
  std::vector<double> x;
  std::vector<double> y;
  bool dashed = false;  ///< a thin dashed line without marks
};

/// Curves over two logarithmic axes.
struct LogPanel {
  std::string title;
  std::string x_name;
  std::string y_name;  ///< written above the axis
  std::vector<Curve> curves;
};

/// Draws panels of equal size side by side, with a common range of y and the legend of the first panel. The ticks of an
/// x axis stand at the points of the panel's first curve.
write::Drawing draw(std::string const& title, std::vector<LogPanel> const& panels);

}  // namespace ptyger::perf
