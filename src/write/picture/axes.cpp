#include "write/picture/axes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/picture/text.hpp"

namespace ptyger::write {
namespace {

// Parts of a colour bar, picture pixels.
constexpr int bar_thickness = 22;
constexpr int tick_length = 6;
constexpr int label_gap = 6;  // between a tick and its number
constexpr int bar_ticks = 6;  // approximate number of ticks

/// Smallest of 1, 2, 5, 10 times a power of ten that is at least `value`.
double round_up(double value) {
  double const power = std::pow(10.0, std::floor(std::log10(value)));
  for (double const digit : {1.0, 2.0, 5.0})
    if (digit * power >= value * (1 - 1e-9)) return digit * power;
  return 10 * power;
}

}  // namespace

std::vector<double> ticks(double low, double high, int count) {
  double const step = round_up((high - low) / count);
  double const rounding = 1e-6 * step;
  std::vector<double> values;
  for (double i = std::ceil((low - rounding) / step); i * step <= high + rounding; ++i)
    values.push_back(i * step + 0.0);
  return values;
}

std::vector<std::string> tick_labels(std::vector<double> const& values) {
  double const step = values.size() > 1 ? values[1] - values[0] : 1;
  bool const may_need_exponent = step < 1e-4 || std::abs(values.empty() ? 0 : values.back()) >= 1e5;
  int const decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
  std::vector<std::string> labels;
  for (double const value : values)
    labels.push_back(may_need_exponent ? fmt::format("{:.4g}", value) : fmt::format("{:.{}f}", value, decimals));
  return labels;
}

double round_length(double longest) {
  double const power = std::pow(10.0, std::floor(std::log10(longest) + 1e-9));
  for (double const digit : {5.0, 2.0})
    if (digit * power <= longest * (1 + 1e-9)) return digit * power;
  return power;
}

std::string length_label(double metres) {
  if (metres < 0.999e-9) return fmt::format("{:.4g} pm", metres * 1e12);
  if (metres < 0.999e-6) return fmt::format("{:.4g} nm", metres * 1e9);
  if (metres < 0.999e-3) return fmt::format("{:.4g} \xC2\xB5m", metres * 1e6);
  return fmt::format("{:.4g} mm", metres * 1e3);
}

int draw_scale_bar(Canvas& canvas, int x, int y, int longest, double pixel_m) {
  double const metres = round_length(longest * pixel_m);
  int const length = static_cast<int>(std::lround(metres / pixel_m));
  canvas.fill(x, y + (text_height - 6) / 2, length, 6, black);
  canvas.text(x + length + 10, y, length_label(metres), black);
  return length;
}

int colour_bar_width(ColourBar const& bar) {
  int labels = 0;
  for (std::string const& label : tick_labels(ticks(bar.low, bar.high, bar_ticks)))
    labels = std::max(labels, text_width(label));
  return std::max(bar_thickness + tick_length + label_gap + labels, text_width(bar.caption));
}

void draw_colour_bar(Canvas& canvas, ColourBar const& bar, int x, int y, int height) {
  for (int row = 0; row < height; ++row)
    canvas.fill(x, y + row, bar_thickness, 1, bar.colour(1 - (row + 0.5) / height));
  canvas.frame(x, y, bar_thickness, height, black);
  canvas.text(x, y - caption_height, bar.caption, black);
  std::vector<double> const values = ticks(bar.low, bar.high, bar_ticks);
  std::vector<std::string> const labels = tick_labels(values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    double const fraction = (values[i] - bar.low) / (bar.high - bar.low);
    int const row = y + static_cast<int>(std::lround((1 - fraction) * (height - 1)));
    canvas.fill(x + bar_thickness, row - 1, tick_length, 2, black);
    canvas.text(x + bar_thickness + tick_length + label_gap, row - text_height / 2, labels[i], black);
  }
}

}  // namespace ptyger::write
