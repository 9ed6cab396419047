#pragma once

#include <string>

namespace ptyger::write {

/// Axes of an SVG plot with numbers and names; y grows upwards unless y_high < y_low. x() and y() map a number to SVG
/// units.
struct ReportPlot {
  double x_low = 0;   ///< number at the left end of the x axis
  double x_high = 1;  ///< number at the right end of the x axis
  double y_low = 0;   ///< number at the lower end of the y axis
  double y_high = 1;  ///< number at the upper end of the y axis
  std::string x_name;
  std::string y_name;
  double height = 340;  ///< height of the plot, SVG units

  // Width of the plot and its margins for names and numbers, SVG units.
  static constexpr double width = 600;
  static constexpr double left = 66;
  static constexpr double right = 14;
  static constexpr double top = 30;
  static constexpr double bottom = 52;

  double x(double value) const { return left + (value - x_low) / (x_high - x_low) * (width - left - right); }
  double y(double value) const {
    return height - bottom - (value - y_low) / (y_high - y_low) * (height - top - bottom);
  }

  /// The <svg> element with axes and `content`, SVG elements inside of the axes. label: plain text for screen readers.
  std::string svg(std::string const& label, std::string const& content) const;
};

/// A command of an SVG path with one decimal, such as "M12.3 45.6".
std::string path_command(char letter, double x, double y);

}  // namespace ptyger::write
