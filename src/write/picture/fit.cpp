#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/centre.hpp"
#include "core/number_in_file.hpp"
#include "write/fit_views.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/figure.hpp"
#include "write/picture/pictures.hpp"
#include "write/picture/plot.hpp"
#include "write/picture/scan_map.hpp"

namespace ptyger::write {
namespace {

constexpr int fit_map_side = 460;
constexpr int plot_width = 420;
constexpr int plot_height = 300;
constexpr double most_decades = 6;       // of the patterns
constexpr double largest_ratio = 3;      // misfit of a frame over the median, at the end of the colours
constexpr double clipped_share = 0.005;  // of the pixels whose difference may lie outside of the colours
constexpr Colour measured_colour{20, 90, 170};
constexpr Colour calculated_colour{204, 102, 0};

/// Blue below 0, white at 0, red above it. fraction: 0..1 of -1..1.
Colour signed_colour(double fraction) {
  double const value = std::clamp(2 * fraction - 1, -1.0, 1.0);
  auto const fade = [&](int full) {
    return static_cast<std::uint8_t>(std::lround(255 - std::abs(value) * (255 - full)));
  };
  return value < 0 ? Colour{fade(20), fade(80), fade(170)} : Colour{fade(180), fade(30), fade(30)};
}

/// An image of the detector with the zero frequency, or the middle of a near field, in its centre.
Panel panel_of(std::size_t size, std::string caption, std::vector<double> values,
               std::function<Colour(double)> const& colour) {
  core::corner_to_centre(values.data(), size);
  Panel panel{std::move(caption), size, size, {}};
  for (double const value : values) panel.pixels.push_back(colour(value));
  return panel;
}

/// Value below which all but a share of the absolute values lie.
double largest_of_most(std::vector<double> values, double share) {
  for (auto& value : values) value = std::abs(value);
  auto const place = static_cast<std::ptrdiff_t>((1 - share) * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return std::max(values[static_cast<std::size_t>(place)], 1e-12);
}

/// Mean patterns side by side, with their difference.
Drawing patterns(Scan const& scan, Result const& result) {
  auto const& fit = result.fit;
  double const largest = std::max(*std::max_element(fit.measured.begin(), fit.measured.end()), 1e-12);
  double least = largest;
  for (double const value : fit.measured)
    if (value > 0) least = std::min(least, value);
  double const high = std::log10(largest);
  double const low = std::max(std::min(std::log10(least), high - 1), high - most_decades);
  auto const log_colour = [&](double value) {
    return scale_colour((std::log10(std::max(value, 1e-300)) - low) / (high - low));
  };
  auto const difference = pattern_difference(scan, fit);
  double const range = largest_of_most(difference, clipped_share);
  auto const difference_colour = [&](double value) { return signed_colour((value / range + 1) / 2); };
  auto const worst = worst_frames(fit, 1);
  double const median = median_misfit(fit);
  Figure figure;
  figure.title = fmt::format("Fit of {} frames: median misfit {:.4f}, largest {:.4f}", scan.frames, median,
                             worst.empty() ? 0 : fit.frame_nrmse[worst.front()]);
  figure.panels = {panel_of(scan.detector, "mean measured pattern", fit.measured, log_colour),
                   panel_of(scan.detector, "mean calculated pattern", fit.calculated, log_colour),
                   panel_of(scan.detector, "difference", difference, difference_colour)};
  figure.bars = {{"log₁₀ counts", low, high, scale_colour, true},
                 {"difference / noise of a frame", -range, range, signed_colour, true, true}};
  return compose(figure);
}

/// Draws the misfit of each frame on the map of the scan, with the numbers of the worst frames.
int draw_map(Drawing& drawing, Scan const& scan, Result const& result, int top) {
  auto const& fit = result.fit;
  double const median = std::max(median_misfit(fit), 1e-12);
  ScanMap const map(scan.positions, map_left, top, fit_map_side);
  map.draw_axes(drawing);
  auto const ratio = [&](std::size_t frame) { return fit.frame_nrmse[frame] / median; };
  auto const worst = worst_frames(fit);
  double const high = std::clamp(worst.empty() ? 1 : ratio(worst.front()), 1.2, largest_ratio);
  double const low = std::min(0.8, *std::min_element(fit.frame_nrmse.begin(), fit.frame_nrmse.end()) / median);
  auto const colour = [&](std::size_t frame) { return scale_colour((ratio(frame) - low) / (high - low)); };
  std::vector<std::size_t> order(fit.frame_nrmse.size());  // bad frames on top
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return fit.frame_nrmse[a] < fit.frame_nrmse[b]; });
  map.draw_frames(drawing, colour, order);
  std::vector<Point> named;  // places of the numbers
  auto const is_free = [&](double x, double y) {
    for (auto const& other : named)
      if (std::abs(other.x - x) < 60 && std::abs(other.y - y) < 20) return false;
    named.push_back({x, y});
    return true;
  };
  for (auto const frame : worst) {
    double const x = map.x(scan.positions[frame]);
    double const y = map.y(scan.positions[frame]);
    drawing.disc(x, y, 11, colour(frame));
    bool const at_right = x > map_left + 0.8 * map.width();
    if (!is_free(x, y)) continue;
    drawing.text(x + (at_right ? -9 : 9), y - text_height / 2.0, fmt::format("{}", core::number_in_file(scan, frame)),
                 {.anchor = at_right ? Anchor::right : Anchor::left, .size = note_size});
  }
  ColourBar const bar{"misfit / median", low, high, scale_colour, false, !worst.empty() && ratio(worst.front()) > high};
  int const bar_x = map_left + map.width() + 40;
  draw_colour_bar(drawing, bar, bar_x, top, map.height());
  drawing.extend(bar_x + colour_bar_width(bar, map.height()) + 28, top + map.height() + 84);
  return bar_x + colour_bar_width(bar, map.height());
}

void draw_curve(Drawing& drawing, PlotArea const& area, std::vector<double> const& values, Colour colour) {
  for (std::size_t i = 1; i < values.size(); ++i)
    if (values[i - 1] > 0 && values[i] > 0)
      drawing.line(area.x(static_cast<double>(i - 1)), area.y(std::clamp(values[i - 1], area.y_low, area.y_high)),
                   area.x(static_cast<double>(i)), area.y(std::clamp(values[i], area.y_low, area.y_high)), 2.5, colour);
}

/// Draws the mean counts over rings of the detector.
void draw_radial_means(Drawing& drawing, Scan const& scan, Result const& result, int left, int top) {
  auto const means = radial_means(scan, result.fit);
  AxisRange range{1e300, 0};
  for (double const value : means.measured)
    if (value > 0) range = {std::min(range.low, value), std::max(range.high, value)};
  if (!(range.high > 0)) return;
  range.low = std::max(range.low / 1.5, range.high * std::pow(10, -most_decades));
  range.high *= 1.2;
  auto const y_ticks = log_ticks(range);
  auto const last = static_cast<double>(means.measured.size() - 1);
  PlotArea const area{left, left + plot_width, top, top + plot_height, 0, last, range.low, range.high, true};
  drawing.extend(area.right + 36, area.bottom + 84);
  draw_plot_frame(drawing, area, axis_ticks(0, last, 5, 0.1), y_ticks);
  draw_curve(drawing, area, means.measured, measured_colour);
  draw_curve(drawing, area, means.calculated, calculated_colour);
  drawing.text(left, top - caption_height, "mean counts on a ring");
  drawing.text(area.right - 12, top + 14, "measured", {.anchor = Anchor::right, .colour = measured_colour});
  drawing.text(area.right - 12, top + 40, "calculated", {.anchor = Anchor::right, .colour = calculated_colour});
  drawing.text(left + plot_width / 2.0, area.bottom + 46, "radius, detector pixels", {.anchor = Anchor::middle});
}

}  // namespace

Drawing fit_picture(Scan const& scan, Result const& result) {
  auto drawing = patterns(scan, result);
  int const top = drawing.height() + 2 * caption_height;
  drawing.text(28, drawing.height() + 4, "Misfit of each frame on the sample; numbers: the worst frames");
  drawing.extend(drawing.width(), top);
  int const right = draw_map(drawing, scan, result, top);
  if (!scan.near_field) draw_radial_means(drawing, scan, result, right + 130, top);
  drawing.text(28, drawing.height(), result_note(scan, result), {.colour = grey, .size = note_size});
  drawing.extend(drawing.width(), drawing.height() + 40);
  return drawing;
}

}  // namespace ptyger::write
