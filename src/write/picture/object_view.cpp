#include "write/picture/object_view.hpp"

#include <cmath>
#include <numbers>
#include <utility>

#include "write/phase_plane.hpp"
#include "write/picture/colour_map.hpp"

namespace ptyger::write {
namespace {

constexpr double wrapping = 0.9;  // part of the circle that the phases of an object fill when they wrap

ObjectView view_of(LitMask const& mask, LitRegion const& region, double (*part)(std::complex<double> const&)) {
  ObjectView view{"", "", mask.top, mask.left, region.object.rows, region.object.cols, {}, region.lit, {}, grey_colour};
  std::vector<double> lit_values;
  for (std::size_t i = 0; i < region.lit.size(); ++i) {
    view.values.push_back(part(region.object.values[i]));
    if (region.lit[i] != 0) lit_values.push_back(view.values[i]);
  }
  view.range = percentile_range(std::move(lit_values));
  return view;
}

LitMask mask_of(Result const& result) {
  return lit_mask(result.illumination, result.object.rows, result.object.cols);
}

double phase_of(std::complex<double> const& value) {
  return std::arg(value);
}

double amplitude_of(std::complex<double> const& value) {
  return std::abs(value);
}

}  // namespace

bool phase_wraps(Range const& range) {
  return range.high - range.low > wrapping * 2 * std::numbers::pi;
}

ObjectView phase_view(Result const& result) {
  auto const mask = mask_of(result);
  LitRegion region = lit_region(result.object, mask);
  level_phase(region);
  auto view = view_of(mask, region, phase_of);
  view.title = "Object phase, ramp removed";
  view.unit = "rad";
  view.colour = scale_colour;
  if (phase_wraps(view.range)) {
    view.range = {-std::numbers::pi, std::numbers::pi};
    view.colour = phase_colour;
  }
  return view;
}

ObjectView amplitude_view(Result const& result) {
  auto const mask = mask_of(result);
  auto view = view_of(mask, lit_region(result.object, mask), amplitude_of);
  view.title = "Object amplitude";
  view.unit = "a.u.";
  return view;
}

std::vector<Colour> coloured(ObjectView const& view) {
  std::vector<Colour> pixels(view.values.size(), pale);
  for (std::size_t i = 0; i < pixels.size(); ++i)
    if (view.lit[i] != 0)
      pixels[i] = view.colour((view.values[i] - view.range.low) / (view.range.high - view.range.low));
  return pixels;
}

}  // namespace ptyger::write
