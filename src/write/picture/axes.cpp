#include "write/picture/axes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ptyger::write {
namespace {

// Parts of a colour bar, picture pixels.
constexpr int bar_thickness = 22;
constexpr int tick_length = 6;
constexpr int label_gap = 6;    // between a tick and its number
constexpr int bar_ticks = 6;    // approximate number of ticks
constexpr int tip_height = 16;  // of a pointed end
constexpr int colour_steps = 256;

/// The coloured part of a bar between its pointed ends, rows of the picture.
struct Body {
  int top;
  int height;
};

Body body_of(ColourBar const& bar, int y, int height) {
  int const above = bar.higher ? tip_height : 0;
  return {y + above, height - above - (bar.lower ? tip_height : 0)};
}

Ticks ticks_of(ColourBar const& bar, int height) {
  constexpr double pi = std::numbers::pi;
  if (bar.low == -pi && bar.high == pi) return {{-pi, -pi / 2, 0, pi / 2, pi}, {"−π", "−π/2", "0", "π/2", "π"}};
  return axis_ticks(bar.low, bar.high, bar_ticks, 1.5 * text_height / body_of(bar, 0, height).height);
}

/// Draws a pointed end: a triangle of the colour of values beyond the end, from row `base` to row `apex`.
void draw_tip(Drawing& drawing, int x, int base, int apex, Colour colour) {
  double const left = x - 0.5;
  double const right = left + bar_thickness;
  double const middle = (left + right) / 2;
  drawing.polygon({{left, base - 0.5}, {right, base - 0.5}, {middle, apex - 0.5}}, colour);
  drawing.line(left, base, middle, apex, 1, black);
  drawing.line(right, base, middle, apex, 1, black);
}

}  // namespace

double round_length(double longest) {
  double const power = std::pow(10.0, std::floor(std::log10(longest) + 1e-9));
  for (double const digit : {5.0, 2.0})
    if (digit * power <= longest * (1 + 1e-9)) return digit * power;
  return power;
}

std::string length_label(double metres) {
  if (metres < 0.999e-9) return fmt::format("{:.4g} pm", metres * 1e12);
  if (metres < 0.999e-6) return fmt::format("{:.4g} nm", metres * 1e9);
  if (metres < 0.999e-3) return fmt::format("{:.4g} µm", metres * 1e6);
  return fmt::format("{:.4g} mm", metres * 1e3);
}

int draw_scale_bar(Drawing& drawing, int x, int y, int longest, double pixel_m) {
  double const metres = round_length(longest * pixel_m);
  int const length = static_cast<int>(std::lround(metres / pixel_m));
  drawing.fill(x, y + text_height / 2.0 - 3, length, 6, black);
  drawing.text(x + length + 10, y, length_label(metres));
  return length;
}

int colour_bar_width(ColourBar const& bar, int height) {
  int labels = 0;
  for (std::string const& label : ticks_of(bar, height).labels) labels = std::max(labels, text_width(label));
  return std::max(bar_thickness + tick_length + label_gap + labels, text_width(bar.caption));
}

void draw_colour_bar(Drawing& drawing, ColourBar const& bar, int x, int y, int height) {
  Body const body = body_of(bar, y, height);
  std::vector<Colour> colours;
  for (int step = 0; step < colour_steps; ++step)
    colours.insert(colours.end(), bar_thickness, bar.colour(1 - (step + 0.5) / colour_steps));
  drawing.frame(x, body.top, bar_thickness, body.height, black);
  if (bar.higher) draw_tip(drawing, x, body.top, y, bar.colour(1));
  if (bar.lower) draw_tip(drawing, x, body.top + body.height, y + height, bar.colour(0));
  Rectangle const place{static_cast<double>(x), static_cast<double>(body.top), bar_thickness,
                        static_cast<double>(body.height), black};
  drawing.image(place, colour_steps, bar_thickness, std::move(colours));
  drawing.text(x, y - caption_height, bar.caption);
  Ticks const marks = ticks_of(bar, height);
  for (std::size_t i = 0; i < marks.values.size(); ++i) {
    double const fraction = (marks.values[i] - bar.low) / (bar.high - bar.low);
    double const row = body.top + std::round((1 - fraction) * (body.height - 1));
    drawing.fill(x + bar_thickness, row - 1, tick_length, 2, black);
    drawing.text(x + bar_thickness + tick_length + label_gap, row - text_height / 2.0, marks.labels[i]);
  }
}

}  // namespace ptyger::write
