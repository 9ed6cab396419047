#include <cmath>
#include <functional>
#include <utility>

#include "write/colour_map.hpp"
#include "write/figure.hpp"
#include "write/lit_region.hpp"
#include "write/phase_plane.hpp"
#include "write/pictures.hpp"

namespace ptyger {
namespace {

/// One real number of each object pixel as an image whose contrast follows the lit pixels; unlit ones are pale.
Canvas object_picture(Scan const& scan, LitRegion const& region,
                      std::function<double(std::complex<double>)> const& part,
                      std::function<Colour(double)> const& colour, std::string title, std::string unit) {
  std::vector<double> values;
  std::vector<double> lit_values;
  for (std::size_t i = 0; i < region.lit.size(); ++i) {
    values.push_back(part(region.object.values[i]));
    if (region.lit[i] != 0) lit_values.push_back(values[i]);
  }
  Range const range = percentile_range(std::move(lit_values));
  Panel panel{"", region.object.rows, region.object.cols, {}};
  for (std::size_t i = 0; i < values.size(); ++i)
    panel.pixels.push_back(region.lit[i] != 0 ? colour((values[i] - range.low) / (range.high - range.low)) : pale);
  return compose({std::move(title), {panel}, {{std::move(unit), range.low, range.high, colour}}, scan.pixel_col_m});
}

}  // namespace

Canvas phase_picture(Scan const& scan, Result const& result) {
  LitRegion region = lit_region(result);
  level_phase(region);
  return object_picture(
      scan, region, [](std::complex<double> value) { return std::arg(value); }, scale_colour,
      "Object phase, ramp removed", "rad");
}

Canvas amplitude_picture(Scan const& scan, Result const& result) {
  return object_picture(
      scan, lit_region(result), [](std::complex<double> value) { return std::abs(value); }, grey_colour,
      "Object amplitude", "a.u.");
}

}  // namespace ptyger
