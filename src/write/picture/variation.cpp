#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/picture/pictures.hpp"
#include "write/picture/plot.hpp"
#include "write/probe_variation.hpp"

namespace ptyger::write {
namespace {

constexpr int curve_height = 180;
constexpr Colour real_colour{20, 90, 170};
constexpr Colour imaginary_colour{204, 102, 0};

/// One curve over the frames.
struct Curve {
  std::vector<double> values;  ///< [N]
  Colour colour;
};

void draw_curves(Drawing& drawing, PlotArea area, std::string const& name, std::vector<Curve> const& curves,
                 Ticks const& x_ticks) {
  double low = curves.front().values.front();
  double high = low;
  for (auto const& curve : curves)
    for (double const value : curve.values) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  double const margin = std::max(0.03 * (high - low), 1e-3);
  auto const range = rounded_range(low - margin, high + margin, 4);
  area.y_low = range.low;
  area.y_high = range.high;
  Ticks y_ticks{ticks(range.low, range.high, 4), {}};
  y_ticks.labels = tick_labels(y_ticks.values);
  drawing.text(28, area.top - caption_height, name);
  draw_plot_frame(drawing, area, x_ticks, y_ticks);
  for (auto const& curve : curves) {
    double const size = curve.values.size() > 400 ? 3 : 5;
    for (std::size_t j = 0; j < curve.values.size(); ++j)
      drawing.disc(area.x(static_cast<double>(j)), area.y(curve.values[j]), size, curve.colour);
  }
}

void draw_legend(Drawing& drawing, double y) {
  double x = plots_right;
  for (auto const& [words, colour] : {std::pair("imaginary part", imaginary_colour), {"real part", real_colour}}) {
    drawing.text(x, y, words, {.anchor = Anchor::right});
    x -= text_width(words) + 14;
    drawing.disc(x - 6, y + text_height / 2.0, 9, colour);
    x -= 40;
  }
}

}  // namespace

Drawing variation_picture(Scan const& scan, Result const& result) {
  auto const variation = result.variation.modes;
  auto const frames = scan.frames;
  int bottom = plots_top + curve_height;
  Drawing drawing(plots_width, bottom);
  double const last = std::max(1.0, static_cast<double>(frames) - 1);
  PlotArea area{plots_left, plots_right, plots_top, bottom, -0.01 * last, 1.01 * last};
  auto const x_ticks = axis_ticks(0, last, 8, 0.07);
  auto const unnamed = Ticks{x_ticks.values, std::vector<std::string>(x_ticks.values.size())};
  std::vector<double> brightness;
  for (double const intensity : result.intensities) brightness.push_back(std::sqrt(intensity));
  draw_curves(drawing, area, "Brightness of the beam (factor of the amplitude)", {{brightness, real_colour}}, unnamed);
  auto const powers = variation_powers(result);
  for (std::size_t k = 0; k < variation; ++k) {
    area.top = bottom + between_plots;
    bottom = area.bottom = area.top + curve_height;
    Curve real{{}, real_colour};
    Curve imaginary{{}, imaginary_colour};
    for (std::size_t j = 0; j < frames; ++j) {
      real.values.push_back(result.variation_weights[j * variation + k].real());
      imaginary.values.push_back(result.variation_weights[j * variation + k].imag());
    }
    draw_curves(
        drawing, area,
        fmt::format("Share of variation probe {}, which has {:.2g} % of the power of the mean", k + 1, 100 * powers[k]),
        {real, imaginary}, k + 1 == variation ? x_ticks : unnamed);
    draw_legend(drawing, area.top - caption_height);
  }
  drawing.extend(plots_width, bottom + 118);
  drawing.text(28, 28, "Variable probe: the beam over the scan", {.size = title_size});
  drawing.text((plots_left + plots_right) / 2.0, bottom + 44, "frame", {.anchor = Anchor::middle});
  drawing.text(28, bottom + 80, result_note(scan, result), {.colour = grey, .size = note_size});
  return drawing;
}

}  // namespace ptyger::write
