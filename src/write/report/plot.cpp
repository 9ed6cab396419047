#include "write/report/plot.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "write/picture/axes.hpp"
#include "write/report/text.hpp"

namespace ptyger::write {
namespace {

std::string x_axis(ReportPlot const& plot) {
  std::string svg;
  auto const values = ticks(std::min(plot.x_low, plot.x_high), std::max(plot.x_low, plot.x_high), 7);
  auto const labels = tick_labels(values);
  double const end = plot.height - ReportPlot::bottom;
  for (std::size_t i = 0; i < values.size(); ++i)
    svg += fmt::format(
        "<path class=\"grid\" d=\"M{0:.1f} {1}V{2}\"/><text x=\"{0:.1f}\" y=\"{3}\" text-anchor=\"middle\">{4}</text>",
        plot.x(values[i]), ReportPlot::top, end, end + 18, labels[i]);
  return svg;
}

std::string y_axis(ReportPlot const& plot) {
  std::string svg;
  auto const values = ticks(std::min(plot.y_low, plot.y_high), std::max(plot.y_low, plot.y_high), 6);
  auto const labels = tick_labels(values);
  for (std::size_t i = 0; i < values.size(); ++i)
    svg += fmt::format(
        "<path class=\"grid\" d=\"M{0} {1:.1f}H{2}\"/><text x=\"{3}\" y=\"{4:.1f}\" text-anchor=\"end\">{5}</text>",
        ReportPlot::left, plot.y(values[i]), ReportPlot::width - ReportPlot::right, ReportPlot::left - 8,
        plot.y(values[i]) + 5, labels[i]);
  return svg;
}

}  // namespace

std::string ReportPlot::svg(std::string const& label, std::string const& content) const {
  return fmt::format("<svg class=\"plot\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">", width, height,
                     escape_html(label)) +
         x_axis(*this) + y_axis(*this) +
         fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text><text x=\"8\" y=\"18\">{}</text>",
                     (left + width - right) / 2, height - 10, escape_html(x_name), escape_html(y_name)) +
         content + "</svg>\n";
}

std::string path_command(char letter, double x, double y) {
  return fmt::format("{}{:.1f} {:.1f}", letter, x, y);
}

}  // namespace ptyger::write
