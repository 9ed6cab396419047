#pragma once

#include <string>
#include <vector>

#include "write/picture/canvas.hpp"

namespace ptyger::perf {

/// A line through points of positive numbers.
struct Curve {
  std::string name;  ///< in the legend; empty: not there
  write::Colour colour;
  std::vector<double> x;
  std::vector<double> y;
  bool dashed = false;  ///< thin and without marks
};

/// Curves over two logarithmic axes.
struct LogPanel {
  std::string title;
  std::string x_name;
  std::string y_name;  ///< above the axis
  std::vector<Curve> curves;
};

/// Panels of equal size side by side, with the range of y in common and one legend, that of the first; marks of the x
/// axis stand at the points of its first curve.
write::Canvas draw(std::string const& title, std::vector<LogPanel> const& panels);

}  // namespace ptyger::perf
