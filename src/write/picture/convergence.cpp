#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "write/picture/pictures.hpp"
#include "write/picture/plot.hpp"

namespace ptyger::write {
namespace {

constexpr int fit_height = 400;
constexpr int held_out_height = 200;
constexpr Colour start_colour{204, 102, 0};
constexpr Colour cg_colour{20, 90, 170};
constexpr double log_from = 2;  // least ratio of the numbers on a logarithmic axis

Colour colour_of(Phase phase) {
  return phase == Phase::cg ? cg_colour : start_colour;
}

/// One misfit; x: number of the iteration, epochs of the start are 0 and below.
struct Sample {
  double x;
  double y;
  Phase phase;
};

/// The misfits of a history. get: the misfit of a record; empty or not finite: the record has none.
template <class Get>
std::vector<Sample> samples_of(std::vector<HistoryRecord> const& history, Get get) {
  auto const epochs =
      std::count_if(history.begin(), history.end(), [](auto const& record) { return record.phase == Phase::start; });
  double epoch = 1 - static_cast<double>(epochs);
  std::vector<Sample> samples;
  for (HistoryRecord const& record : history) {
    if (record.phase == Phase::search) continue;
    double const x = record.phase == Phase::cg ? record.iteration : epoch++;
    std::optional<double> const y = get(record);
    if (y && std::isfinite(*y)) samples.push_back({x, *y, record.phase});
  }
  return samples;
}

/// Sets the y axis of a plot to the range of the samples; returns its ticks.
Ticks fit_y_axis(PlotArea& area, std::vector<Sample> const& samples) {
  auto const [least, largest] =
      std::minmax_element(samples.begin(), samples.end(), [](auto const& a, auto const& b) { return a.y < b.y; });
  double const margin = std::max(0.03 * (largest->y - least->y), 0.01 * std::abs(largest->y) + 1e-9);
  area.log_y = least->y > 0 && largest->y > log_from * least->y;
  AxisRange range = area.log_y ? AxisRange{least->y / 1.03, largest->y * 1.03}
                               : rounded_range(least->y - margin, largest->y + margin, 6);
  Ticks marks = area.log_y ? log_ticks(range) : Ticks{ticks(range.low, range.high, 6), {}};
  if (!area.log_y) marks.labels = tick_labels(marks.values);
  area.y_low = range.low;
  area.y_high = range.high;
  return marks;
}

/// Draws lines and points, and a ring around the sample whose iteration has the images of the result.
void draw_samples(Drawing& drawing, PlotArea const& area, std::vector<Sample> const& samples, double result_x) {
  for (std::size_t i = 1; i < samples.size(); ++i)
    drawing.line(area.x(samples[i - 1].x), area.y(samples[i - 1].y), area.x(samples[i].x), area.y(samples[i].y), 2.5,
                 colour_of(samples[i].phase));
  double const size = samples.size() > 80 ? 4 : 8;
  auto const disc = [&](Sample const& sample, double diameter, Colour colour) {
    drawing.disc(area.x(sample.x), area.y(sample.y), diameter, colour);
  };
  for (Sample const& sample : samples) {
    if (sample.x == result_x) {
      disc(sample, size + 11, black);
      disc(sample, size + 7, white);
    }
    disc(sample, size, colour_of(sample.phase));
  }
}

/// Draws one plot with its name above it; a line marks the iteration of the result.
void draw_plot(Drawing& drawing, PlotArea area, std::string const& name, std::vector<Sample> const& samples,
               Ticks const& x_ticks, double result_x) {
  auto const y_ticks = fit_y_axis(area, samples);
  drawing.text(28, area.top - caption_height, name + (area.log_y ? ", logarithmic" : ""));
  draw_plot_frame(drawing, area, x_ticks, y_ticks);
  drawing.line(area.x(result_x), area.top, area.x(result_x), area.bottom - 1, 1, grey);
  draw_samples(drawing, area, samples, result_x);
}

/// Draws the names of the colours and of the mark, above the plots at the right.
void draw_legend(Drawing& drawing, bool has_start, bool has_cg) {
  double x = plots_right;
  double const y = plots_top - caption_height;
  auto const entry = [&](std::string const& words, Colour colour, bool is_result) {
    drawing.text(x, y, words, {.anchor = Anchor::right});
    x -= text_width(words) + 14;
    double const middle = y + text_height / 2.0;
    if (is_result) {
      drawing.disc(x - 8, middle, 19, black);
      drawing.disc(x - 8, middle, 15, white);
      drawing.disc(x - 8, middle, 8, colour);
    } else {
      drawing.line(x - 30, middle, x, middle, 2.5, colour);
      drawing.disc(x - 15, middle, 8, colour);
    }
    x -= is_result ? 44 : 58;
  };
  entry("result", has_cg ? cg_colour : start_colour, true);
  if (has_cg) entry("conjugate gradients", cg_colour, false);
  if (has_start) entry("start", start_colour, false);
}

std::string title(Result const& result, Sample const& last) {
  auto const misfit = fmt::format("Convergence: NRMSE {:.4f}", result.nrmse > 0 ? result.nrmse : last.y);
  if (result.kept_iteration > 0) return fmt::format("{}, iteration {} of {}", misfit, result.kept_iteration, last.x);
  if (last.phase == Phase::start) return misfit + " after the start";
  return fmt::format("{} after {} iteration{}", misfit, last.x, last.x == 1 ? "" : "s");
}

}  // namespace

Drawing convergence_picture(Scan const& scan, Result const& result) {
  auto const fit = samples_of(result.history, [](HistoryRecord const& record) { return std::optional(record.nrmse); });
  // The start has another objective than Poisson noise, so its misfits of held-out pixels are left out.
  auto const held_out = samples_of(result.history, [](HistoryRecord const& record) {
    return record.phase == Phase::cg ? record.held_out : std::nullopt;
  });
  int bottom = plots_top + fit_height;
  Drawing drawing(plots_width, bottom + 118);
  if (fit.empty()) return drawing;
  double const first = fit.front().x;
  double const last = std::max(fit.back().x, first + 1);
  double const result_x = result.kept_iteration > 0 ? result.kept_iteration : fit.back().x;
  PlotArea area{
      plots_left, plots_right, plots_top, bottom, first - 0.02 * (last - first), last + 0.02 * (last - first)};
  auto x_ticks = axis_ticks(first, last, 8, 0.07);
  auto const unnamed = Ticks{x_ticks.values, std::vector<std::string>(x_ticks.values.size())};
  draw_plot(drawing, area, "NRMSE of the fit", fit, held_out.empty() ? x_ticks : unnamed, result_x);
  if (!held_out.empty()) {
    area.top = bottom + between_plots;
    bottom = area.bottom = area.top + held_out_height;
    draw_plot(drawing, area, "Mean misfit of a held-out detector pixel", held_out, x_ticks, result_x);
  }
  drawing.extend(plots_width, bottom + 118);
  bool const has_start = fit.front().phase == Phase::start;
  drawing.text(28, 28, title(result, fit.back()), {.size = title_size});
  draw_legend(drawing, has_start, fit.back().phase == Phase::cg);
  drawing.text((plots_left + plots_right) / 2.0, bottom + 44,
               has_start ? "iteration (epochs of the start: 0 and below)" : "iteration", {.anchor = Anchor::middle});
  drawing.text(28, bottom + 80,
               fmt::format("{}, {:.1f} transforms a frame and mode", result_note(scan, result),
                           result.history.back().transforms),
               {.colour = grey, .size = note_size});
  return drawing;
}

}  // namespace ptyger::write
