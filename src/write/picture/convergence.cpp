#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "write/picture/axes.hpp"
#include "write/picture/pictures.hpp"
#include "write/picture/plot.hpp"
#include "write/picture/text.hpp"

namespace ptyger::write {
namespace {

constexpr int picture_width = 960;
constexpr int picture_height = 600;
// Edges of the rectangle of the plot, picture pixels.
constexpr int left = 96;
constexpr int right = picture_width - 36;
constexpr int top = 92;
constexpr int bottom = picture_height - 84;
constexpr Colour start_colour{204, 102, 0};
constexpr Colour cg_colour{20, 90, 170};

PlotArea axes_of(std::vector<HistoryRecord> const& records) {
  auto const [x_low, x_high] = std::minmax_element(
      records.begin(), records.end(), [](auto const& a, auto const& b) { return a.transforms < b.transforms; });
  auto const [y_low, y_high] = std::minmax_element(records.begin(), records.end(),
                                                   [](auto const& a, auto const& b) { return a.nrmse < b.nrmse; });
  double const spread = std::max(y_high->nrmse - y_low->nrmse, 0.02 * y_high->nrmse + 1e-6);
  return {left,
          right,
          top,
          bottom,
          0,
          std::max(x_high->transforms * 1.02, 1.0),
          std::max(0.0, y_low->nrmse - 0.08 * spread),
          y_low->nrmse + 1.08 * spread};
}

std::string title(std::vector<HistoryRecord> const& records) {
  if (records.empty()) return "Convergence";
  return fmt::format("Convergence: NRMSE {:.4f} after {:.0f} transforms", records.back().nrmse,
                     records.back().transforms);
}

void draw_records(Canvas& canvas, PlotArea const& axes, std::vector<HistoryRecord> const& records) {
  bool const crowded = records.size() > 80;
  for (std::size_t i = 0; i < records.size(); ++i) {
    Colour const colour = records[i].phase == Phase::cg ? cg_colour : start_colour;
    double const x = axes.x(records[i].transforms);
    double const y = axes.y(records[i].nrmse);
    if (i > 0) canvas.line(axes.x(records[i - 1].transforms), axes.y(records[i - 1].nrmse), x, y, 2.5, colour);
  }
  for (HistoryRecord const& record : records) {
    double const x = axes.x(record.transforms);
    double const y = axes.y(record.nrmse);
    canvas.line(x, y, x, y, crowded ? 4 : 9, record.phase == Phase::cg ? cg_colour : start_colour);
  }
}

void draw_legend(Canvas& canvas, bool has_start, bool has_cg) {
  int x = right;
  auto const entry = [&](std::string const& words, Colour colour) {
    x -= text_width(words);
    canvas.text(x, top - caption_height, words, black);
    canvas.line(x - 44, top - caption_height + 6, x - 12, top - caption_height + 6, 2.5, colour);
    canvas.line(x - 28, top - caption_height + 6, x - 28, top - caption_height + 6, 9, colour);
    x -= 72;
  };
  if (has_cg) entry("conjugate gradients", cg_colour);
  if (has_start) entry("start", start_colour);
}

}  // namespace

Canvas convergence_picture(std::vector<HistoryRecord> const& history) {
  std::vector<HistoryRecord> records;
  std::copy_if(history.begin(), history.end(), std::back_inserter(records), [](HistoryRecord const& record) {
    return record.phase != Phase::search && std::isfinite(record.nrmse);
  });
  Canvas canvas(picture_width, picture_height);
  canvas.text(28, 28, title(records), black);
  canvas.text(28, top - caption_height, "NRMSE", black);
  std::string const x_name = "2-D transforms per frame and mode";
  canvas.text((left + right - text_width(x_name)) / 2, bottom + 46, x_name, black);
  if (records.empty()) return canvas;
  PlotArea const axes = axes_of(records);
  draw_plot_frame(canvas, axes, 8, 7);
  draw_records(canvas, axes, records);
  auto const has = [&](Phase phase) {
    return std::any_of(records.begin(), records.end(), [&](auto const& record) { return record.phase == phase; });
  };
  draw_legend(canvas, has(Phase::start), has(Phase::cg));
  return canvas;
}

}  // namespace ptyger::write
