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

using namespace compare;

constexpr double tolerated = 0.01;  // relative difference of pixels

/// Sets the pixel of the comparison; throws when the pixels of both differ.
void set_pixel(core::PlacedObject const& a, core::PlacedObject const& b, Comparison& comparison) {
  bool const known_a = a.pixel_row_m > 0;
  bool const known_b = b.pixel_row_m > 0;
  auto const& source = known_a ? a : b;
  comparison.pixel_row_m = source.pixel_row_m;
  comparison.pixel_col_m = source.pixel_col_m;
  if (known_a != known_b)
    comparison.notes.push_back(
        fmt::format("{} does not say its pixel, which is taken equal to the other", (known_a ? b : a).source));
  if (!known_a && !known_b) comparison.notes.emplace_back("neither file says its pixel, so lengths are in pixels");
  if (!known_a || !known_b) return;
  double const off = std::max(std::abs(b.pixel_row_m / a.pixel_row_m - 1), std::abs(b.pixel_col_m / a.pixel_col_m - 1));
  if (off > tolerated)
    throw InputError(fmt::format(
        "{} has pixels of {:.6g} m x {:.6g} m (height x width), but {} of {:.6g} m x {:.6g} m: objects are compared "
        "pixel by pixel, so these must agree within 1 %. Reconstruct both with equal frames and geometry (--crop, "
        "--pixel).",
        a.source, a.pixel_row_m, a.pixel_col_m, b.source, b.pixel_row_m, b.pixel_col_m));
  if (off > 1e-5)
    comparison.notes.push_back(
        fmt::format("the pixels differ by {:.2g} %, which is neglected: those of the first file hold", 100 * off));
}

Offset rounded(Pair offset) {
  return {std::lround(offset.row), std::lround(offset.col)};
}

/// Initial offset of b on a: from the coordinates, and rounded to whole pixels.
struct Start {
  Pair known;
  Offset offset;
};

Start place(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b, Mask const& lit_b,
            Comparison& comparison) {
  comparison.by_coordinates = a.center && b.center;
  if (comparison.by_coordinates) {
    Pair const known = offset_by_coordinates(a, b);
    if (std::abs(known.row) < 1e6 && std::abs(known.col) < 1e6) return {known, rounded(known)};
    throw InputError(a.source + " and " + b.source +
                     ": by their coordinates they lie far apart. Check that both are "
                     "of the same scan and in metres.");
  }
  if (is_featureless(a.object, lit_a) || is_featureless(b.object, lit_b)) {
    comparison.notes.emplace_back(
        "neither coordinates nor what they show places them, so their first pixels are taken as the same point");
    return {};
  }
  comparison.notes.emplace_back("not both have coordinates, so they are placed by what they show");
  return {{}, register_shift(a, lit_a, b, lit_b)};
}

/// Aligns the common part; whole pixels of the shift are added to the offset until the shift is below one pixel.
Alignment align_common(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b, Mask const& lit_b,
                       Offset& offset, Common& common) {
  for (int attempt = 0;; ++attempt) {
    Pair const limit{static_cast<double>(common.shape.rows) / 4, static_cast<double>(common.shape.cols) / 4};
    auto found = align(common.a, common.b, common.window, common.taper, common.shape, limit);
    Offset const whole = rounded(found.shift);
    if ((whole.row == 0 && whole.col == 0) || attempt == 4) return found;
    offset = {offset.row + whole.row, offset.col + whole.col};
    common = cut_common(a, lit_a, b, lit_b, offset);
  }
}

/// Removes only the ramp of b: in a constant image a shift would come from rounding errors.
Alignment level_only(Common const& common) {
  Alignment found;
  found.aligned = common.b;
  Pair const ramp = level(found.aligned, common.window, common.shape);
  found.ramp = {-ramp.row, -ramp.col};
  return found;
}

void require_power(double power, core::PlacedObject const& object) {
  if (power > 0) return;
  throw InputError(object.source +
                   " is zero wherever both are illuminated, so there is nothing to compare. Check that the "
                   "reconstruction ended well.");
}

void note_featureless(core::PlacedObject const& a, bool flat_a, core::PlacedObject const& b, bool flat_b,
                      Comparison& comparison) {
  comparison.featureless = flat_a || flat_b;
  if (!comparison.featureless) return;
  std::string const both = a.source == b.source ? a.source : fmt::format("{} and {}", a.source, b.source);
  comparison.notes.push_back(
      fmt::format("{}: nothing to see where both are lit, so shift, ramp and resolution are void",
                  flat_a && flat_b ? both : (flat_a ? a : b).source));
}

/// Fits the factor on b to all lit pixels and computes the misfits over these.
void measure(core::PlacedObject const& a, core::PlacedObject const& b, Common const& common, Alignment& found,
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
  double error = 0;
  double squares = 0;
  for (std::size_t i = 0; i < common.lit.size(); ++i) {
    if (common.lit[i] == 0) continue;
    error += std::norm(common.a[i] - found.aligned[i]);
    double const phase = std::arg(common.a[i] * std::conj(found.aligned[i]));
    squares += phase * phase;
  }
  comparison.nrmse = std::sqrt(error / power_a);
  comparison.phase_rms = std::sqrt(squares / static_cast<double>(comparison.lit_pixels));
}

}  // namespace

double Comparison::resolution_m() const {
  if (featureless || !rings.crossing) return 0;
  return std::max(pixel_row_m, pixel_col_m) / *rings.crossing;
}

Comparison compare_objects(core::PlacedObject const& a, core::PlacedObject const& b) {
  Comparison comparison;
  set_pixel(a, b, comparison);
  Mask const lit_a = lit_pixels(a);
  Mask const lit_b = lit_pixels(b);
  auto [known, offset] = place(a, lit_a, b, lit_b, comparison);
  Common common = cut_common(a, lit_a, b, lit_b, offset);
  bool const flat_a = is_featureless({common.shape.rows, common.shape.cols, common.a}, common.lit);
  bool const flat_b = is_featureless({common.shape.rows, common.shape.cols, common.b}, common.lit);
  auto found = flat_a || flat_b ? level_only(common) : align_common(a, lit_a, b, lit_b, offset, common);
  measure(a, b, common, found, comparison);
  note_featureless(a, flat_a, b, flat_b, comparison);
  comparison.shift = {static_cast<double>(offset.row) + found.shift.row - known.row,
                      static_cast<double>(offset.col) + found.shift.col - known.col};
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
