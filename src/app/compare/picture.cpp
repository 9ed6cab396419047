#include "app/compare/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "app/compare/report.hpp"
#include "write/lit_region.hpp"
#include "write/phase_plane.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/figure.hpp"
#include "write/picture/object_view.hpp"
#include "write/picture/pictures.hpp"
#include "write/picture/plot.hpp"

namespace ptyger::app {
namespace {

constexpr int plot_height = 440;
constexpr int note_line = 24;
constexpr int longest_caption = 300;
constexpr write::Colour caution_red{190, 40, 30};
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

/// The smallest box that contains all pixels that are compared.
struct LitBox {
  std::size_t top, left, bottom, right;
};

LitBox lit_box(compare::Comparison const& comparison) {
  auto const [rows, cols] = comparison.shape;
  LitBox box{rows, cols, 0, 0};
  for (std::size_t i = 0; i < comparison.lit.size(); ++i)
    if (comparison.lit[i] != 0)
      box = {std::min(box.top, i / cols), std::min(box.left, i % cols), std::max(box.bottom, i / cols + 1),
             std::max(box.right, i % cols + 1)};
  return box;
}

// Picture of one quantity, [row][col]; pixels that are not compared are pale.
write::Panel panel_of(std::string caption, std::vector<double> const& values, write::Range range,
                      write::Colour (*colour)(double), compare::Comparison const& comparison) {
  auto const box = lit_box(comparison);
  write::Panel panel{std::move(caption), box.bottom - box.top, box.right - box.left, {}};
  for (std::size_t row = box.top; row < box.bottom; ++row)
    for (std::size_t col = box.left; col < box.right; ++col) {
      std::size_t const i = row * comparison.shape.cols + col;
      double const fraction = (values[i] - range.low) / (range.high - range.low);
      panel.pixels.push_back(comparison.lit[i] != 0 ? colour(fraction) : write::pale);
    }
  return panel;
}

/// The colour bar of some values; an end is pointed when values lie beyond it.
write::ColourBar bar_of(std::string caption, std::vector<double> const& values, write::Range const& range,
                        write::Colour (*colour)(double)) {
  auto const beyond = [&](auto is_beyond) { return std::any_of(values.begin(), values.end(), is_beyond); };
  return {std::move(caption),
          range.low,
          range.high,
          colour,
          beyond([&](double value) { return value < range.low; }),
          beyond([&](double value) { return value > range.high; })};
}

/// Phases of both objects with one colour scale, without the plane that fits the phase of A, and their difference with
/// its own scale.
write::Drawing phase_panels(compare::Comparison const& comparison, std::string const& a_name,
                            std::string const& b_name) {
  ObjectImage a = comparison.a;
  ObjectImage b = comparison.b;
  auto const plane = write::fit_phase_plane(a, comparison.lit);
  write::remove_phase_plane(a, plane);
  write::remove_phase_plane(b, plane);
  std::vector<double> difference;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    difference.push_back(std::arg(b.values[i] * std::conj(a.values[i])));
  auto const lit_phases = compared_values(phases(a), comparison.lit);
  auto const lit_differences = compared_values(difference, comparison.lit);
  write::Range range = write::percentile_range(lit_phases);
  auto colour = write::scale_colour;
  if (write::phase_wraps(range)) {
    range = {-std::numbers::pi, std::numbers::pi};
    colour = write::phase_colour;
  }
  write::Range const spread = write::percentile_range(lit_differences);
  double const bound = std::max({-spread.low, spread.high, 1e-3});
  write::Range const around_zero{-bound, bound};
  auto const caption = [](std::string const& words) { return write::shortened(words, longest_caption); };
  return write::compose(
      {fmt::format("Comparison: NRMSE {:.4f}, phase difference {:.3f} rad rms", comparison.nrmse, comparison.phase_rms),
       {panel_of(caption("A: " + a_name), phases(a), range, colour, comparison),
        panel_of(caption("B: " + b_name), phases(b), range, colour, comparison),
        panel_of("B − A", difference, around_zero, write::grey_colour, comparison)},
       {bar_of("A, B, rad", lit_phases, range, colour),
        bar_of("B − A, rad", lit_differences, around_zero, write::grey_colour)},
       comparison.pixel_row_m,
       comparison.pixel_col_m});
}

/// Draws y over x in the plot; values outside of the plot are drawn at its border.
void draw_curve(write::Drawing& drawing, write::PlotArea const& area, std::vector<double> const& x,
                std::vector<double> const& y, write::Colour colour) {
  auto const height = [&](std::size_t i) { return area.y(std::clamp(y[i], area.y_low, area.y_high)); };
  for (std::size_t i = 1; i < x.size(); ++i)
    drawing.line(area.x(x[i - 1]), height(i - 1), area.x(x[i]), height(i), 2.5, colour);
}

/// Draws names and colours of the two curves above the plot, at its right.
void draw_legend(write::Drawing& drawing, write::PlotArea const& area) {
  double x = area.right;
  double const y = area.top - write::caption_height;
  for (auto const& [words, colour] :
       {std::pair{"1/2-bit threshold", threshold_colour}, std::pair{"correlation", correlation_colour}}) {
    drawing.text(x, y, words, {.anchor = write::Anchor::right});
    x -= write::text_width(words);
    drawing.line(x - 44, y + write::text_height / 2.0, x - 12, y + write::text_height / 2.0, 2.5, colour);
    x -= 72;
  }
}

/// The unit of the periods on the axis, and the size of a pixel in it.
struct PeriodUnit {
  char const* name;
  double pixel;
};

PeriodUnit period_unit(compare::Comparison const& comparison) {
  double const pixel_m = std::max(comparison.pixel_row_m, comparison.pixel_col_m);
  if (!(pixel_m > 0)) return {"pixels", 1};
  if (pixel_m < 1e-10) return {"pm", pixel_m * 1e12};
  if (pixel_m < 1e-7) return {"nm", pixel_m * 1e9};
  return {"µm", pixel_m * 1e6};
}

/// Round periods at their frequencies, cycles per pixel, from 0 to Nyquist. pixel: in the unit of the periods.
write::Ticks period_ticks(double pixel) {
  constexpr double gap = 0.04;                                        // least distance of two ticks, cycles per pixel
  std::vector<std::pair<double, double>> found = {{0.5, 2 * pixel}};  // frequency, period
  for (double power = std::pow(10.0, std::floor(std::log10(2 * pixel))); pixel / power > gap; power *= 10)
    for (double const digit : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
      double const frequency = pixel / (digit * power);
      if (frequency >= gap && frequency <= found.back().first - gap) found.emplace_back(frequency, digit * power);
    }
  write::Ticks ticks{{0}, {"∞"}};
  for (auto tick = found.rbegin(); tick != found.rend(); ++tick) {
    ticks.values.push_back(tick->first);
    ticks.labels.push_back(fmt::format("{:.4g}", tick->second));
  }
  return ticks;
}

/// Draws the Fourier ring correlation with its threshold, from row `top` of the picture on.
void draw_ring_correlation(write::Drawing& drawing, int top, compare::Comparison const& comparison) {
  auto const& rings = comparison.rings;
  double const lowest = std::min(0.0, *std::min_element(rings.correlation.begin(), rings.correlation.end()));
  write::PlotArea const area{96,  drawing.width() - 36,        top + 92, top + plot_height - 84, 0,
                             0.5, lowest < -0.05 ? lowest : 0, 1.02};
  auto const unit = period_unit(comparison);
  drawing.text(28, top + 28, "Resolution " + resolution_text(comparison), {.size = write::title_size});
  drawing.text(28, area.top - write::caption_height, "Fourier ring correlation");
  draw_legend(drawing, area);
  write::draw_plot_frame(drawing, area, period_ticks(unit.pixel),
                         {{0, 0.2, 0.4, 0.6, 0.8, 1}, {"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}});
  draw_curve(drawing, area, rings.frequency, rings.threshold, threshold_colour);
  draw_curve(drawing, area, rings.frequency, rings.correlation, correlation_colour);
  if (rings.crossing && !comparison.featureless) {
    double const x = area.x(*rings.crossing);
    auto const label = fmt::format("{:.3g} {}", unit.pixel / *rings.crossing, unit.name);
    drawing.line(x, area.top, x, area.bottom - 1, 1.5, write::black);
    bool const fits_right = x + write::text_width(label) + 12 < area.right;
    drawing.text(fits_right ? x + 10 : x - 10, area.top + 12, label,
                 {.anchor = fits_right ? write::Anchor::left : write::Anchor::right});
  }
  drawing.text((area.left + area.right) / 2.0, area.bottom + 46, fmt::format("full period, {}", unit.name),
               {.anchor = write::Anchor::middle});
}

/// A number with two decimals and a true minus sign.
std::string signed_text(double value) {
  return fmt::format("{}{:.2f}", value < -0.005 ? "−" : "", std::abs(value));
}

/// Draws lines of small text from row `top` on; returns the row below them.
int draw_note(write::Drawing& drawing, int top, std::string const& words, write::Colour colour) {
  for (auto const& line : write::wrapped(words, drawing.width() - 56, 4, write::note_size)) {
    drawing.text(28, top, line, {.colour = colour, .size = write::note_size});
    top += note_line;
  }
  return top;
}

}  // namespace

write::Drawing compare_picture(compare::Comparison const& comparison, std::string const& a_name,
                               std::string const& b_name, compare::CommonNoise const& noise) {
  auto drawing = phase_panels(comparison, a_name, b_name);
  int const plot_top = drawing.height();
  drawing.extend(900, plot_top + plot_height);
  draw_ring_correlation(drawing, plot_top, comparison);
  auto const pixel = comparison.pixel_col_m > 0
                         ? ", pixel " + write::pixel_label(comparison.pixel_row_m, comparison.pixel_col_m)
                         : std::string();
  int bottom = draw_note(drawing, plot_top + plot_height,
                         fmt::format("A: {}, B: {}{}, shift {} rows, {} columns", a_name, b_name, pixel,
                                     signed_text(comparison.shift.row), signed_text(comparison.shift.col)),
                         write::grey);
  bool const shares_noise = noise.independent == false;
  auto const caveat = noise.note.empty() ? "the files do not state whether A and B share noise, which would "
                                           "overestimate the resolution"
                                         : noise.note;
  bottom = draw_note(drawing, bottom, (shares_noise ? "Caution: " : "Note: ") + caveat + ".",
                     shares_noise ? caution_red : write::grey);
  drawing.extend(900, bottom + 14);
  return drawing;
}

}  // namespace ptyger::app
