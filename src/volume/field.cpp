#include "volume/field.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include "core/median.hpp"
#include "ptyger/error.hpp"

namespace ptyger::volume {
namespace {

constexpr double pixel_tolerance = 1e-3;  // relative difference of pixel sizes

/// Median of a number of each usable outline.
double median(std::vector<Outline> const& outlines, std::function<double(Outline const&)> const& number) {
  std::vector<double> values;
  for (Outline const& outline : outlines)
    if (outline.missing.empty()) values.push_back(number(outline));
  if (values.empty()) return 0;
  return core::median(std::move(values));
}

/// Marks outlines as missing whose pixel size differs from the field.
void exclude_other_pixel_sizes(std::vector<Outline>& outlines, Field const& field) {
  auto const differs = [](double pixel, double median_pixel) {
    return std::abs(pixel - median_pixel) > pixel_tolerance * median_pixel;
  };
  for (Outline& outline : outlines)
    if (outline.missing.empty() &&
        (differs(outline.pixel_row_m, field.pixel_row_m) || differs(outline.pixel_col_m, field.pixel_col_m)))
      outline.missing = fmt::format("object pixel of {:.4g} x {:.4g} nm, the others have {:.4g} x {:.4g} nm",
                                    outline.pixel_row_m * 1e9, outline.pixel_col_m * 1e9, field.pixel_row_m * 1e9,
                                    field.pixel_col_m * 1e9);
}

/// One axis of a lit rectangle in the coordinates of the scan, pixels of the field.
struct Span {
  double begin = 0;
  double length = 0;
  [[nodiscard]] double middle() const { return begin + length / 2; }
};

Span row_span(Outline const& outline, Field const& field) {
  return {outline.center_row_m / field.pixel_row_m - static_cast<double>(outline.rows) / 2 +
              static_cast<double>(outline.top),
          static_cast<double>(outline.lit_rows)};
}

Span col_span(Outline const& outline, Field const& field) {
  return {outline.center_col_m / field.pixel_col_m - static_cast<double>(outline.cols) / 2 +
              static_cast<double>(outline.left),
          static_cast<double>(outline.lit_cols)};
}

using SpanOf = Span (*)(Outline const&, Field const&);

/// Marks outlines as missing whose lit rectangle does not overlap the median rectangle along one axis.
void exclude_distant(std::vector<Outline>& outlines, Field const& field, SpanOf span_of, char const* axis) {
  double const middle = median(outlines, [&](Outline const& one) { return span_of(one, field).middle(); });
  double const length = median(outlines, [&](Outline const& one) { return span_of(one, field).length; });
  for (Outline& outline : outlines) {
    Span const span = span_of(outline, field);
    double const distance = span.middle() - middle;
    if (outline.missing.empty() && !(std::abs(distance) < (length + span.length) / 2))
      outline.missing = fmt::format("lies {:.4g} {} away from the others and does not overlap them", distance, axis);
  }
}

/// Fills the places along one axis, on the pixel grid of the first usable outline; returns the pixels of the field.
std::size_t place_along_axis(std::vector<Outline> const& outlines, Field& field, SpanOf span_of,
                             std::size_t Place::*position, double Place::*subpixel) {
  std::optional<double> origin;  // begin of the first usable outline
  std::vector<double> whole_pixels(outlines.size());
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    if (!outlines[i].missing.empty()) continue;
    Span const span = span_of(outlines[i], field);
    if (!origin) origin = span.begin;
    whole_pixels[i] = std::round(span.begin - *origin);
    field.places[i].*subpixel = span.begin - *origin - whole_pixels[i];
    low = std::min(low, whole_pixels[i]);
    high = std::max(high, whole_pixels[i] + span.length);
  }
  for (std::size_t i = 0; i < outlines.size(); ++i)
    if (outlines[i].missing.empty()) field.places[i].*position = static_cast<std::size_t>(whole_pixels[i] - low);
  return static_cast<std::size_t>(high - low);
}

double first_energy(std::vector<Outline> const& outlines) {
  for (Outline const& outline : outlines)
    if (outline.missing.empty() && outline.energy_eV > 0) return outline.energy_eV;
  return 0;
}

void require_usable(std::vector<Outline> const& outlines) {
  for (Outline const& outline : outlines)
    if (outline.missing.empty()) return;
  throw InputError(fmt::format("None of the {} projections can be put into a volume{}.", outlines.size(),
                               outlines.empty() ? "" : "; the first: " + outlines.front().missing));
}

}  // namespace

Field common_field(std::vector<Outline>& outlines) {
  require_usable(outlines);
  Field field;
  field.pixel_row_m = median(outlines, [](Outline const& one) { return one.pixel_row_m; });
  field.pixel_col_m = median(outlines, [](Outline const& one) { return one.pixel_col_m; });
  exclude_other_pixel_sizes(outlines, field);
  exclude_distant(outlines, field, row_span, "rows");
  exclude_distant(outlines, field, col_span, "columns");
  require_usable(outlines);
  field.places.resize(outlines.size());
  field.rows = place_along_axis(outlines, field, row_span, &Place::row, &Place::row_subpixel);
  field.cols = place_along_axis(outlines, field, col_span, &Place::col, &Place::col_subpixel);
  field.energy_eV = first_energy(outlines);
  return field;
}

}  // namespace ptyger::volume
