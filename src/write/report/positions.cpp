#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/report/drift.hpp"
#include "write/report/parts.hpp"
#include "write/report/plot.hpp"
#include "write/report/text.hpp"

namespace ptyger::write {
namespace {

constexpr double least_drift = 1e-3;      // object pixels: smaller values are rounding errors
constexpr std::size_t most_dots = 20000;  // limits the size of the page

/// Unit of the axes: micrometres, or nanometres for small scans.
struct LengthUnit {
  double per_metre = 1e6;  ///< units in a metre
  char const* name = "µm";
};

/// Axes with the same scale in both directions that contain all positions; rows grow downwards.
ReportPlot axes_of(std::vector<Position> const& positions, LengthUnit& unit) {
  auto const [top, bottom] = std::minmax_element(positions.begin(), positions.end(),
                                                 [](auto const& a, auto const& b) { return a.row_m < b.row_m; });
  auto const [left, right] = std::minmax_element(positions.begin(), positions.end(),
                                                 [](auto const& a, auto const& b) { return a.col_m < b.col_m; });
  ReportPlot plot;
  double const width = std::max({right->col_m - left->col_m, 0.2 * (bottom->row_m - top->row_m), 1e-12});
  double const height = std::clamp(bottom->row_m - top->row_m, 0.2 * width, 2 * width);
  if (std::max(width, height) < 1e-6) unit = {1e9, "nm"};
  double const inner_width = ReportPlot::width - ReportPlot::left - ReportPlot::right;
  plot.height = std::min(inner_width * height / width, 620.0) + ReportPlot::top + ReportPlot::bottom;
  double const inner_height = plot.height - ReportPlot::top - ReportPlot::bottom;
  double const metres_per_svg_unit =
      1.08 * std::max(width / inner_width, std::max(height, bottom->row_m - top->row_m) / inner_height);
  double const col = (left->col_m + right->col_m) / 2;
  double const row = (top->row_m + bottom->row_m) / 2;
  plot.x_low = (col - metres_per_svg_unit * inner_width / 2) * unit.per_metre;
  plot.x_high = (col + metres_per_svg_unit * inner_width / 2) * unit.per_metre;
  plot.y_low = (row + metres_per_svg_unit * inner_height / 2) * unit.per_metre;
  plot.y_high = (row - metres_per_svg_unit * inner_height / 2) * unit.per_metre;
  plot.x_name = fmt::format("column, {}", unit.name);
  plot.y_name = fmt::format("row, {}", unit.name);
  return plot;
}

/// A dot at every step-th position: a path of length 0, which the style draws as a disc.
std::string dots(ReportPlot const& plot, std::vector<Position> const& positions, double per_metre, std::size_t step) {
  std::string path;
  for (std::size_t i = 0; i < positions.size(); i += step)
    path += path_command('M', plot.x(positions[i].col_m * per_metre), plot.y(positions[i].row_m * per_metre)) + "h0";
  return "<path class=\"dots\" d=\"" + path + "\"/>";
}

/// An arrow from every step-th position of `from` towards `to`; its length is their distance times `factor`.
std::string arrows(ReportPlot const& plot, std::vector<Position> const& from, std::vector<Position> const& to,
                   double per_metre, double factor, std::size_t step) {
  std::string path;
  for (std::size_t i = 0; i < from.size(); i += step) {
    double const x = plot.x(from[i].col_m * per_metre);
    double const y = plot.y(from[i].row_m * per_metre);
    double const dx = factor * (plot.x(to[i].col_m * per_metre) - x);
    double const dy = factor * (plot.y(to[i].row_m * per_metre) - y);
    double const length = std::hypot(dx, dy);
    if (length < 0.5) continue;
    double const head = std::min(5.0, length / 2) / length;
    path += path_command('M', x, y) + path_command('L', x + dx, y + dy);
    path += path_command('M', x + dx - head * (dx + dy / 2), y + dy - head * (dy - dx / 2)) +
            path_command('L', x + dx, y + dy);
    path += path_command('L', x + dx - head * (dx - dy / 2), y + dy - head * (dy + dx / 2));
  }
  return "<path class=\"arrows\" d=\"" + path + "\"/>";
}

/// Factor on the length of arrows that makes the rms drift visible: 1, 2 or 5 times a power of ten, at least 1.
double arrow_factor(ReportPlot const& plot, Drift const& drift, double pixel_m, double per_metre) {
  double const drawn_rms = drift.rms * pixel_m * per_metre / (plot.x_high - plot.x_low) * ReportPlot::width;
  double const wanted = std::max(1.0, 26 / std::max(drawn_rms, 1e-9));
  double const power = std::pow(10.0, std::floor(std::log10(wanted) + 1e-9));
  return wanted / power >= 5 ? 5 * power : wanted / power >= 2 ? 2 * power : power;
}

}  // namespace

Drift drift_of(Scan const& scan, std::vector<Position> const& refined) {
  Drift drift;
  if (refined.empty() || refined.size() != scan.positions.size()) return drift;
  double squares = 0;
  for (std::size_t i = 0; i < refined.size(); ++i) {
    double const row = (refined[i].row_m - scan.positions[i].row_m) / scan.pixel_row_m;
    double const col = (refined[i].col_m - scan.positions[i].col_m) / scan.pixel_col_m;
    squares += row * row + col * col;
    drift.largest = std::max(drift.largest, std::hypot(row, col));
  }
  auto const count = static_cast<double>(refined.size());
  drift.rms = std::sqrt(squares / count);
  return drift;
}

std::string positions_section(Scan const& scan, Result const& result) {
  auto const& measured = scan.positions;
  if (measured.empty()) return "";
  LengthUnit unit;
  auto const plot = axes_of(measured, unit);
  std::size_t const step = measured.size() / most_dots + 1;
  auto drawing = dots(plot, measured, unit.per_metre, step);
  auto words = fmt::format("{} positions", measured.size());
  if (step > 1) words += fmt::format(", every {}th drawn", step);
  auto const drift = drift_of(scan, result.positions);
  if (drift.largest > least_drift) {
    double const factor = arrow_factor(plot, drift, scan.pixel_col_m, unit.per_metre);
    drawing += arrows(plot, measured, result.positions, unit.per_metre, factor, step);
    words += fmt::format(
        "; refined by <b>{:.3g} pixels rms</b>, at most {:.3g}. Arrows "
        "lead from the measured to the refined position, {:g} times as long as the drift",
        drift.rms, drift.largest, factor);
  } else {
    words += ", as the scan says";
  }
  return section("positions", drift.largest > least_drift ? "Positions and drift" : "Positions",
                 "<p>" + words + ".</p>\n" + plot.svg("Positions of the frames on the sample", drawing));
}

}  // namespace ptyger::write
