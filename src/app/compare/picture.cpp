#include "app/compare/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/compare/report.hpp"
#include "write/lit_region.hpp"
#include "write/phase_plane.hpp"
#include "write/picture/axes.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/figure.hpp"
#include "write/picture/plot.hpp"
#include "write/picture/text.hpp"

namespace ptyger::app {
namespace {

constexpr int plot_height = 440;
constexpr write::Colour correlation_colour{20, 90, 170};
constexpr write::Colour threshold_colour{204, 102, 0};

std::vector<double> phases(ObjectImage const& image) {
  std::vector<double> values;
  for (auto const& value : image.values) values.push_back(std::arg(value));
  return values;
}

// Values of the pixels that are compared.
std::vector<double> compared_values(std::vector<double> const& values, compare::Mask const& lit) {
  std::vector<double> compared;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (lit[i] != 0) compared.push_back(values[i]);
  return compared;
}

// Picture of one quantity, [row][col]; pixels that are not compared are pale.
write::Panel panel_of(std::string caption, std::vector<double> const& values, write::Range range,
                      write::Colour (*colour)(double), compare::Comparison const& comparison) {
  write::Panel panel{std::move(caption), comparison.shape.rows, comparison.shape.cols, {}};
  for (std::size_t i = 0; i < values.size(); ++i)
    panel.pixels.push_back(comparison.lit[i] != 0 ? colour((values[i] - range.low) / (range.high - range.low))
                                                  : write::pale);
  return panel;
}

/// Phases of both objects with one colour scale, without the plane that fits the phase of A, and their difference with
/// its own scale.
write::Canvas phase_panels(compare::Comparison const& comparison) {
  ObjectImage a = comparison.a;
  ObjectImage b = comparison.b;
  auto const plane = write::fit_phase_plane(a, comparison.lit);
  write::remove_phase_plane(a, plane);
  write::remove_phase_plane(b, plane);
  std::vector<double> difference;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    difference.push_back(std::arg(b.values[i] * std::conj(a.values[i])));
  write::Range const range = write::percentile_range(compared_values(phases(a), comparison.lit));
  write::Range const spread = write::percentile_range(compared_values(difference, comparison.lit));
  double const bound = std::max({-spread.low, spread.high, 1e-3});
  write::Range const around_zero{-bound, bound};
  auto const title = fmt::format("NRMSE {:.4f}, phase rms {:.3f} rad, shift {:.2f}, {:.2f} px", comparison.nrmse,
                                 comparison.phase_rms, comparison.shift.row, comparison.shift.col);
  return write::compose(
      {title,
       {panel_of("phase of A", phases(a), range, write::scale_colour, comparison),
        panel_of("phase of B", phases(b), range, write::scale_colour, comparison),
        panel_of("B - A", difference, around_zero, write::grey_colour, comparison)},
       {{"rad", range.low, range.high, write::scale_colour}, {"B - A", -bound, bound, write::grey_colour}},
       comparison.pixel_col_m > 0 ? comparison.pixel_col_m : 1});
}

/// Draws y over x in the plot; values outside of the plot are drawn at its border.
void draw_curve(write::Canvas& canvas, write::PlotArea const& area, std::vector<double> const& x,
                std::vector<double> const& y, write::Colour colour) {
  auto const height = [&](std::size_t i) { return area.y(std::clamp(y[i], area.y_low, area.y_high)); };
  for (std::size_t i = 1; i < x.size(); ++i)
    canvas.line(area.x(x[i - 1]), height(i - 1), area.x(x[i]), height(i), 2.5, colour);
}

/// Draws names and colours of the two curves above the plot, at its right.
void draw_legend(write::Canvas& canvas, write::PlotArea const& area) {
  int x = area.right;
  for (auto const& [words, colour] :
       {std::pair{"1/2-bit threshold", threshold_colour}, std::pair{"correlation", correlation_colour}}) {
    x -= write::text_width(words);
    canvas.text(x, area.top - write::caption_height, words, write::black);
    canvas.line(x - 44, area.top - write::caption_height + 6, x - 12, area.top - write::caption_height + 6, 2.5,
                colour);
    x -= 72;
  }
}

/// Draws the Fourier ring correlation with its threshold, from row `top` of the canvas on.
void draw_ring_correlation(write::Canvas& canvas, int top, compare::Comparison const& comparison) {
  auto const& rings = comparison.rings;
  double const lowest = std::min(0.0, *std::min_element(rings.correlation.begin(), rings.correlation.end()));
  write::PlotArea const area{96,  canvas.width() - 36,         top + 92, top + plot_height - 84, 0,
                             0.5, lowest < -0.05 ? lowest : 0, 1.02};
  canvas.text(28, top + 28, "Resolution " + resolution_text(comparison), write::black);
  canvas.text(28, area.top - write::caption_height, "FRC", write::black);
  draw_legend(canvas, area);
  write::draw_plot_frame(canvas, area, 10, 6);
  if (rings.crossing) {
    double const x = area.x(*rings.crossing);
    canvas.line(x, area.top, x, area.bottom, 1.5, write::black);
  }
  draw_curve(canvas, area, rings.frequency, rings.threshold, threshold_colour);
  draw_curve(canvas, area, rings.frequency, rings.correlation, correlation_colour);
  std::string const name = "spatial frequency, cycles per pixel";
  canvas.text((area.left + area.right - write::text_width(name)) / 2, area.bottom + 46, name, write::black);
}

}  // namespace

write::Canvas compare_picture(compare::Comparison const& comparison) {
  write::Canvas const phase_picture = phase_panels(comparison);
  write::Canvas canvas(std::max(phase_picture.width(), 900), phase_picture.height() + plot_height);
  for (int y = 0; y < phase_picture.height(); ++y)
    for (int x = 0; x < phase_picture.width(); ++x) canvas.set(x, y, phase_picture.at(x, y));
  draw_ring_correlation(canvas, phase_picture.height(), comparison);
  return canvas;
}

}  // namespace ptyger::app
