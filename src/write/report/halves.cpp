#include <fmt/format.h>

#include <algorithm>

#include "write/report/parts.hpp"
#include "write/report/plot.hpp"
#include "write/report/text.hpp"

namespace ptyger::write {
namespace {

/// The unit of the frequencies on the axis.
struct FrequencyUnit {
  char const* name;
  double per_pixel;  ///< one cycle per pixel in this unit
};

FrequencyUnit frequency_unit(double pixel_m) {
  if (!(pixel_m > 0)) return {"cycles per pixel", 1};
  if (pixel_m < 1e-9) return {"spatial frequency, 1/nm", 1e-9 / pixel_m};
  return {"spatial frequency, 1/µm", 1e-6 / pixel_m};
}

std::string ring_curve(ReportPlot const& plot, char const* colour, HalvesComparison const& halves, double per_pixel,
                       std::vector<double> const& values) {
  std::string path;
  for (std::size_t k = 0; k < values.size(); ++k)
    path += path_command(path.empty() ? 'M' : 'L', plot.x(halves.frequency[k] * per_pixel),
                         plot.y(std::clamp(values[k], plot.y_low, plot.y_high)));
  return fmt::format("<g class=\"{}\"><path d=\"{}\"/></g>", colour, path);
}

}  // namespace

std::string halves_section(ResultInfo const& info) {
  if (!info.halves || info.halves->frequency.empty()) return "";
  auto const& halves = *info.halves;
  auto const unit = frequency_unit(halves.pixel_m);
  double const lowest = *std::min_element(halves.correlation.begin(), halves.correlation.end());
  ReportPlot const plot{
      0, 0.5 * unit.per_pixel, lowest < -0.05 ? lowest : 0, 1.02, unit.name, "Fourier ring correlation", 300};
  std::string mark;
  if (halves.resolution_m)
    mark = fmt::format("<path class=\"mark\" d=\"M{:.1f} {}V{}\"/>",
                       plot.x(halves.pixel_m / *halves.resolution_m * unit.per_pixel), ReportPlot::top,
                       plot.height - ReportPlot::bottom);
  return section(
      "halves", "Two halves of the frames",
      fmt::format(
          "<p>Resolution: <b>{}</b>, where the Fourier ring correlation of two reconstructions, from the frames "
          "with odd and with even numbers, falls below the 1/2-bit threshold. Both differ by NRMSE {:.4f}, and "
          "{:.3g} rad rms in the phase.</p>\n<p class=\"key\"><span class=\"start\">1/2-bit threshold</span> "
          "<span class=\"cg\">correlation</span></p>\n",
          escape_html(halves.resolution), halves.nrmse, halves.phase_rms) +
          plot.svg("Fourier ring correlation of the halves",
                   mark + ring_curve(plot, "start", halves, unit.per_pixel, halves.threshold) +
                       ring_curve(plot, "cg", halves, unit.per_pixel, halves.correlation)) +
          (halves.caveat.empty() ? "" : "<p><small>Note: " + escape_html(halves.caveat) + ".</small></p>\n"));
}

}  // namespace ptyger::write
