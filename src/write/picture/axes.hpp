#pragma once

#include <functional>
#include <string>
#include <vector>

#include "write/drawing/drawing.hpp"

namespace ptyger::write {

/// Numbers along an axis, rising, and their texts in UTF-8.
struct Ticks {
  std::vector<double> values;
  std::vector<std::string> labels;
};

/// Round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`, about `count` of them.
std::vector<double> ticks(double low, double high, int count);

/// Texts of the numbers from ticks(), with as many decimals as distinguish them.
std::vector<std::string> tick_labels(std::vector<double> const& values);

/// Round numbers and both ends of the axis, at least four in all where they fit. Round numbers nearer to an end than
/// `gap`, a fraction of the axis, are left out.
Ticks axis_ticks(double low, double high, int count, double gap);

/// The nearest numbers outside of low..high that are `count` round steps or somewhat more apart.
struct AxisRange {
  double low = 0;
  double high = 1;
};
AxisRange rounded_range(double low, double high, int count);

/// Round numbers whose logarithms are about evenly spaced, from `range.low` to `range.high`, which become round numbers
/// outside of them. Both are positive.
Ticks log_ticks(AxisRange& range);

/// The largest 1, 2 or 5 times a power of ten that is at most `longest`, metres.
double round_length(double longest);

/// A length as text, such as "200 nm" or "5 µm" (UTF-8), in pm, nm, µm or mm.
std::string length_label(double metres);

/// Draws the scale bar with its label, upper left corner at (x, y); `pixel_m` is the size of one picture pixel.
/// The bar is at most `longest` picture pixels long; returns its length in picture pixels.
int draw_scale_bar(Drawing& drawing, int x, int y, int longest, double pixel_m);

/// A bar that shows which number a colour means.
struct ColourBar {
  std::string caption;                   ///< quantity and unit
  double low = 0;                        ///< number at the lower end
  double high = 1;                       ///< number at the upper end
  std::function<Colour(double)> colour;  ///< colour at a fraction of the bar, 0..1
  bool lower = false;                    ///< some values are lower than `low`: the lower end is pointed
  bool higher = false;                   ///< some values are higher than `high`: the upper end is pointed
};

/// Width of a colour bar with its numbers and caption, picture pixels. height: its height, picture pixels.
int colour_bar_width(ColourBar const& bar, int height);

/// Draws the bar with its upper left corner at (x, y), the caption above it.
void draw_colour_bar(Drawing& drawing, ColourBar const& bar, int x, int y, int height);

/// Height reserved for a caption above an image or a bar, picture pixels.
inline constexpr int caption_height = 30;

}  // namespace ptyger::write
