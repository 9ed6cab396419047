#include "app/compare_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/compare_report.hpp"
#include "write/axes.hpp"
#include "write/colour_map.hpp"
#include "write/figure.hpp"
#include "write/lit_region.hpp"
#include "write/phase_plane.hpp"
#include "write/plot.hpp"
#include "write/text.hpp"

namespace ptyger {
namespace {

constexpr int plot_height = 440;
constexpr Colour correlation_colour{20, 90, 170};
constexpr Colour threshold_colour{204, 102, 0};

std::vector<double> phases(ObjectImage const& image) {
  std::vector<double> values;
  for (auto const& value : image.values) values.push_back(std::arg(value));
  return values;
}

std::vector<double> lit_values(std::vector<double> const& values, compare::Mask const& lit) {
  std::vector<double> used;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (lit[i] != 0) used.push_back(values[i]);
  return used;
}

Panel panel_of(std::string caption, std::vector<double> const& values, Range range, Colour (*colour)(double),
               Comparison const& comparison) {
  Panel panel{std::move(caption), comparison.shape.rows, comparison.shape.cols, {}};
  for (std::size_t i = 0; i < values.size(); ++i)
    panel.pixels.push_back(comparison.lit[i] != 0 ? colour((values[i] - range.low) / (range.high - range.low)) : pale);
  return panel;
}

/// Both phases without the plane that fits that of a, on one scale; their difference on its own.
Canvas images(Comparison const& comparison) {
  ObjectImage a = comparison.a;
  ObjectImage b = comparison.b;
  auto const plane = fit_phase_plane(a, comparison.lit);
  remove_phase_plane(a, plane);
  remove_phase_plane(b, plane);
  std::vector<double> difference;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    difference.push_back(std::arg(b.values[i] * std::conj(a.values[i])));
  Range const range = percentile_range(lit_values(phases(a), comparison.lit));
  Range const spread = percentile_range(lit_values(difference, comparison.lit));
  double const bound = std::max({-spread.low, spread.high, 1e-3});
  Range const around_zero{-bound, bound};
  auto const title = fmt::format("NRMSE {:.4f}, phase rms {:.3f} rad, shift {:.2f}, {:.2f} px", comparison.nrmse,
                                 comparison.phase_rms, comparison.shift.row, comparison.shift.col);
  return compose({title,
                  {panel_of("phase of A", phases(a), range, scale_colour, comparison),
                   panel_of("phase of B", phases(b), range, scale_colour, comparison),
                   panel_of("B - A", difference, around_zero, grey_colour, comparison)},
                  {{"rad", range.low, range.high, scale_colour}, {"B - A", -bound, bound, grey_colour}},
                  comparison.pixel_col_m > 0 ? comparison.pixel_col_m : 1});
}

void curve(Canvas& canvas, PlotArea const& area, std::vector<double> const& x, std::vector<double> const& y,
           Colour colour) {
  auto const height = [&](std::size_t i) { return area.y(std::clamp(y[i], area.y_low, area.y_high)); };
  for (std::size_t i = 1; i < x.size(); ++i)
    canvas.line(area.x(x[i - 1]), height(i - 1), area.x(x[i]), height(i), 2.5, colour);
}

void legend(Canvas& canvas, PlotArea const& area) {
  int x = area.right;
  for (auto const& [words, colour] :
       {std::pair{"1/2-bit threshold", threshold_colour}, std::pair{"correlation", correlation_colour}}) {
    x -= text_width(words);
    canvas.text(x, area.top - caption_height, words, black);
    canvas.line(x - 44, area.top - caption_height + 6, x - 12, area.top - caption_height + 6, 2.5, colour);
    x -= 72;
  }
}

void draw_rings(Canvas& canvas, int top, Comparison const& comparison) {
  auto const& rings = comparison.rings;
  double const lowest = std::min(0.0, *std::min_element(rings.correlation.begin(), rings.correlation.end()));
  PlotArea const area{96,  canvas.width() - 36,         top + 92, top + plot_height - 84, 0,
                      0.5, lowest < -0.05 ? lowest : 0, 1.02};
  canvas.text(28, top + 28, "Resolution " + resolution_text(comparison), black);
  canvas.text(28, area.top - caption_height, "FRC", black);
  legend(canvas, area);
  draw_plot_frame(canvas, area, 10, 6);
  if (rings.crossing) {
    double const x = area.x(*rings.crossing);
    canvas.line(x, area.top, x, area.bottom, 1.5, black);
  }
  curve(canvas, area, rings.frequency, rings.threshold, threshold_colour);
  curve(canvas, area, rings.frequency, rings.correlation, correlation_colour);
  std::string const name = "spatial frequency, cycles per pixel";
  canvas.text((area.left + area.right - text_width(name)) / 2, area.bottom + 46, name, black);
}

}  // namespace

Canvas compare_picture(Comparison const& comparison) {
  Canvas const upper = images(comparison);
  Canvas canvas(std::max(upper.width(), 900), upper.height() + plot_height);
  for (int y = 0; y < upper.height(); ++y)
    for (int x = 0; x < upper.width(); ++x) canvas.set(x, y, upper.at(x, y));
  draw_rings(canvas, upper.height(), comparison);
  return canvas;
}

}  // namespace ptyger
