#include "compare/compare_objects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "compare/align.hpp"
#include "compare/common_noise.hpp"
#include "compare/overlap.hpp"
#include "ptyger/error.hpp"

namespace ptyger::compare {
namespace {

constexpr double pixel_tolerance = 0.01;  // largest relative difference of the pixel sizes

/// Sets the pixel size of the comparison. Throws InputError when the pixel sizes of both objects differ.
void set_pixel_size(core::PlacedObject const& a, core::PlacedObject const& b, Comparison& comparison) {
  bool const known_a = a.pixel_row_m > 0;
  bool const known_b = b.pixel_row_m > 0;
  auto const& source = known_a ? a : b;
  comparison.pixel_row_m = source.pixel_row_m;
  comparison.pixel_col_m = source.pixel_col_m;
  if (known_a != known_b)
    comparison.notes.push_back(fmt::format("{} does not state its pixel size; the pixel size of the other file is used",
                                           (known_a ? b : a).source));
  if (!known_a && !known_b)
    comparison.notes.emplace_back("neither file states its pixel size, so lengths are in pixels");
  if (!known_a || !known_b) return;
  double const difference =
      std::max(std::abs(b.pixel_row_m / a.pixel_row_m - 1), std::abs(b.pixel_col_m / a.pixel_col_m - 1));
  if (difference > pixel_tolerance)
    throw InputError(fmt::format(
        "{} has pixels of {:.6g} m x {:.6g} m (height x width), but {} of {:.6g} m x {:.6g} m: objects are compared "
        "pixel by pixel, so these must agree within 1 %. Reconstruct both with equal frames and geometry (--crop, "
        "--pixel).",
        a.source, a.pixel_row_m, a.pixel_col_m, b.source, b.pixel_row_m, b.pixel_col_m));
  if (difference > 1e-5)
    comparison.notes.push_back(
        fmt::format("the pixel sizes differ by {:.2g} %, which is neglected; the pixel size of the first file is used",
                    100 * difference));
}

Offset rounded(Pair offset) {
  return {std::lround(offset.row), std::lround(offset.col)};
}

/// Offset of b against a with which the alignment begins.
struct InitialOffset {
  Pair by_coordinates;  ///< offset by the coordinates of both objects, pixels; 0 without coordinates
  Offset offset;        ///< whole pixels
};

InitialOffset initial_offset(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b,
                             Mask const& lit_b, Comparison& comparison) {
  comparison.by_coordinates = a.center && b.center;
  if (comparison.by_coordinates) {
    Pair const by_coordinates = offset_by_coordinates(a, b);
    if (std::abs(by_coordinates.row) < 1e6 && std::abs(by_coordinates.col) < 1e6)
      return {by_coordinates, rounded(by_coordinates)};
    throw InputError(a.source + " and " + b.source +
                     ": by their coordinates the objects lie far apart. Check that both are "
                     "of the same scan and in metres.");
  }
  if (is_featureless(a.object, lit_a) || is_featureless(b.object, lit_b)) {
    comparison.notes.emplace_back(
        "neither coordinates nor structure align the images, so their first pixels are taken as the same point");
    return {};
  }
  comparison.notes.emplace_back("coordinates are missing, so the images are aligned by their content");
  return {{}, register_shift(a, lit_a, b, lit_b)};
}

/// Aligns the part that both objects have. Moves whole pixels of the shift found into `offset` and cuts the part anew,
/// until less than one pixel is left.
Alignment align_common(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b, Mask const& lit_b,
                       Offset& offset, CommonPart& common) {
  for (int attempt = 0;; ++attempt) {
    Pair const limit{static_cast<double>(common.shape.rows) / 4, static_cast<double>(common.shape.cols) / 4};
    auto found = align(common.a, common.b, common.window, common.taper, common.shape, limit);
    Offset const whole_pixels = rounded(found.shift);
    if ((whole_pixels.row == 0 && whole_pixels.col == 0) || attempt == 4) return found;
    offset = {offset.row + whole_pixels.row, offset.col + whole_pixels.col};
    common = cut_common(a, lit_a, b, lit_b, offset);
  }
}

/// Removes the phase ramp of b and finds no shift: in a constant image a shift would come from rounding errors.
Alignment align_ramp_only(CommonPart const& common) {
  Alignment found;
  found.aligned = common.b;
  Pair const ramp = remove_ramp(found.aligned, common.window, common.shape);
  found.ramp = {-ramp.row, -ramp.col};
  return found;
}

void require_power(double power, core::PlacedObject const& object) {
  if (power > 0) return;
  throw InputError(
      object.source +
      " is zero in all pixels that are lit in both objects, so there is nothing to compare. Check that the "
      "reconstruction ended well.");
}

void note_featureless(core::PlacedObject const& a, bool flat_a, core::PlacedObject const& b, bool flat_b,
                      Comparison& comparison) {
  comparison.featureless = flat_a || flat_b;
  if (!comparison.featureless) return;
  std::string const both = a.source == b.source ? a.source : fmt::format("{} and {}", a.source, b.source);
  comparison.notes.push_back(
      fmt::format("{}: no structure where both are lit, so shift, ramp and resolution have no meaning",
                  flat_a && flat_b ? both : (flat_a ? a : b).source));
}

/// Fits the factor on b to all lit pixels and computes the misfits over these.
void measure(core::PlacedObject const& a, core::PlacedObject const& b, CommonPart const& common, Alignment& found,
             Comparison& comparison) {
  std::complex<double> cross = 0;
  double power_a = 0;
  double power_b = 0;
  for (std::size_t i = 0; i < common.lit.size(); ++i) {
    if (common.lit[i] == 0) continue;
    ++comparison.lit_pixels;
    cross += common.a[i] * std::conj(found.aligned[i]);
    power_a += std::norm(common.a[i]);
    power_b += std::norm(found.aligned[i]);
  }
  require_power(power_a, a);
  require_power(power_b, b);
  auto const factor = cross / power_b;
  found.scale *= factor;
  for (auto& value : found.aligned) value *= factor;
  double squared_error = 0;
  double squared_phases = 0;
  for (std::size_t i = 0; i < common.lit.size(); ++i) {
    if (common.lit[i] == 0) continue;
    squared_error += std::norm(common.a[i] - found.aligned[i]);
    double const phase = std::arg(common.a[i] * std::conj(found.aligned[i]));
    squared_phases += phase * phase;
  }
  comparison.nrmse = std::sqrt(squared_error / power_a);
  comparison.phase_rms = std::sqrt(squared_phases / static_cast<double>(comparison.lit_pixels));
}

}  // namespace

double Comparison::resolution_m() const {
  if (featureless || !rings.crossing) return 0;
  return std::max(pixel_row_m, pixel_col_m) / *rings.crossing;
}

Comparison compare_objects(core::PlacedObject const& a, core::PlacedObject const& b) {
  Comparison comparison;
  set_pixel_size(a, b, comparison);
  Mask const lit_a = lit_pixels(a);
  Mask const lit_b = lit_pixels(b);
  auto [by_coordinates, offset] = initial_offset(a, lit_a, b, lit_b, comparison);
  CommonPart common = cut_common(a, lit_a, b, lit_b, offset);
  bool const flat_a = is_featureless({common.shape.rows, common.shape.cols, common.a}, common.lit);
  bool const flat_b = is_featureless({common.shape.rows, common.shape.cols, common.b}, common.lit);
  auto found = flat_a || flat_b ? align_ramp_only(common) : align_common(a, lit_a, b, lit_b, offset, common);
  measure(a, b, common, found, comparison);
  note_featureless(a, flat_a, b, flat_b, comparison);
  comparison.shift = {static_cast<double>(offset.row) + found.shift.row - by_coordinates.row,
                      static_cast<double>(offset.col) + found.shift.col - by_coordinates.col};
  comparison.ramp = {found.ramp.row + common.ramp.row, found.ramp.col + common.ramp.col};
  comparison.scale = found.scale;
  auto const noise = common_noise(a, b);
  comparison.independent = noise.independent;
  if (!noise.note.empty() && !comparison.featureless) comparison.notes.push_back(noise.note);
  comparison.shape = common.shape;
  comparison.top = common.top;
  comparison.left = common.left;
  Pair const pixel = comparison.pixel_row_m > 0 ? Pair{comparison.pixel_row_m, comparison.pixel_col_m} : Pair{1, 1};
  comparison.rings = ring_correlation(common.a, found.aligned, common.window, common.shape, pixel);
  comparison.a = {common.shape.rows, common.shape.cols, std::move(common.a)};
  comparison.b = {common.shape.rows, common.shape.cols, std::move(found.aligned)};
  comparison.lit = std::move(common.lit);
  return comparison;
}

}  // namespace ptyger::compare
