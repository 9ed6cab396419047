#include "app/compare/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ptyger::app {
namespace {

using Json = nlohmann::ordered_json;

std::string line(std::string const& name, std::string const& text) {
  return fmt::format("{:<13} {}\n", name, text);
}

/// A length with three digits, in pm, nm or um.
std::string short_length_text(double metres) {
  if (metres < 1e-9) return fmt::format("{:.3g} pm", metres * 1e12);
  if (metres < 1e-6) return fmt::format("{:.3g} nm", metres * 1e9);
  return fmt::format("{:.3g} um", metres * 1e6);
}

/// Rounded to three decimals; -0 becomes 0.
double rounded(double value) {
  return std::round(value * 1000) / 1000 + 0.0;
}

/// Larger side of an object pixel, metres; 0: unknown.
double coarser_pixel(compare::Comparison const& comparison) {
  return std::max(comparison.pixel_row_m, comparison.pixel_col_m);
}

std::string file_line(core::PlacedObject const& object) {
  return fmt::format("{} ({}, {} x {} pixels)", object.source, object.layout, object.object.rows, object.object.cols);
}

std::string rings_table(compare::RingCorrelation const& rings, double pixel_m) {
  std::string text =
      fmt::format("\n{:>15} {:>12} {:>12} {:>12} {:>9}\n", "cycles/pixel", "period", "correlation", "1/2 bit", "n");
  std::size_t const step = std::max<std::size_t>(1, (rings.frequency.size() + 19) / 20);
  for (std::size_t k = 0; k < rings.frequency.size(); k += step) {
    double const period = 1 / rings.frequency[k];
    text += fmt::format("{:>15.4f} {:>12} {:>12.4f} {:>12.4f} {:>9.0f}\n", rings.frequency[k],
                        pixel_m > 0 ? short_length_text(period * pixel_m) : fmt::format("{:.3g} px", period),
                        rings.correlation[k], rings.threshold[k], rings.samples[k]);
  }
  return text;
}

Json file_json(core::PlacedObject const& object) {
  return {
      {"source", object.source}, {"layout", object.layout}, {"rows", object.object.rows}, {"cols", object.object.cols}};
}

Json pair_json(compare::Pair const& pair) {
  return {{"row", pair.row}, {"col", pair.col}};
}

/// A positive number; null for 0, which means that the value is unknown.
Json positive_or_null(double value) {
  return value > 0 ? Json(value) : Json();
}

Json rings_json(compare::RingCorrelation const& rings, double pixel_m) {
  Json per_m;
  if (pixel_m > 0) {
    per_m = Json::array();
    for (double const frequency : rings.frequency) per_m.push_back(frequency / pixel_m);
  }
  return {{"frequency_per_px", rings.frequency},
          {"frequency_per_m", per_m},
          {"correlation", rings.correlation},
          {"threshold", rings.threshold},
          {"samples", rings.samples}};
}

}  // namespace

std::string resolution_text(compare::Comparison const& comparison) {
  double const pixel_m = coarser_pixel(comparison);
  auto const length = [&](double pixels) {
    return pixel_m > 0 ? short_length_text(pixels * pixel_m) : fmt::format("{:.3g} pixels", pixels);
  };
  if (comparison.featureless) return "none, because the objects have no features";
  if (!comparison.rings.crossing) return "above Nyquist, better than " + length(2);
  double const period = 1 / *comparison.rings.crossing;
  return fmt::format("{} ({} half period)", length(period), length(period / 2));
}

std::string compare_report(core::PlacedObject const& a, core::PlacedObject const& b,
                           compare::Comparison const& comparison) {
  auto const& shape = comparison.shape;
  double const pixel_m = coarser_pixel(comparison);
  std::string text = line("A", file_line(a)) + line("B", file_line(b));
  text += line("compared", fmt::format("{} illuminated pixels of {} x {}, from row {} and column {} of A",
                                       comparison.lit_pixels, shape.rows, shape.cols, comparison.top, comparison.left));
  if (pixel_m > 0) text += line("pixel", short_length_text(pixel_m));
  for (auto const& note : comparison.notes) text += line("note", note);
  text += line("shift",
               fmt::format("{:.3f}, {:.3f} pixels of B against A (row, column){}", rounded(comparison.shift.row),
                           rounded(comparison.shift.col), comparison.by_coordinates ? ", beyond the coordinates" : ""));
  text +=
      line("ramp", fmt::format("{:.4g}, {:.4g} rad/pixel of A against B", comparison.ramp.row, comparison.ramp.col));
  text += line("scale", fmt::format("{:.5g}, phase {:.4g} rad, of A against B", std::abs(comparison.scale),
                                    std::arg(comparison.scale)));
  text += line("NRMSE", fmt::format("{:.4g}", comparison.nrmse));
  text += line("phase rms", fmt::format("{:.4g} rad", comparison.phase_rms));
  text += line("resolution",
               resolution_text(comparison) + (comparison.featureless ? "" : ", Fourier ring correlation, 1/2 bit"));
  return text + rings_table(comparison.rings, pixel_m);
}

std::string compare_json(core::PlacedObject const& a, core::PlacedObject const& b,
                         compare::Comparison const& comparison) {
  auto const& crossing = comparison.rings.crossing;
  Json json{{"a", file_json(a)}, {"b", file_json(b)}};
  json["region"] = {{"top", comparison.top},
                    {"left", comparison.left},
                    {"rows", comparison.shape.rows},
                    {"cols", comparison.shape.cols},
                    {"lit_pixels", comparison.lit_pixels}};
  json["placed_by"] = comparison.by_coordinates ? "coordinates" : "registration";
  json["pixel_height_m"] = positive_or_null(comparison.pixel_row_m);
  json["pixel_width_m"] = positive_or_null(comparison.pixel_col_m);
  json["shift_px"] = pair_json(comparison.shift);
  json["ramp_rad_per_px"] = pair_json(comparison.ramp);
  json["scale"] = {{"amplitude", std::abs(comparison.scale)}, {"phase_rad", std::arg(comparison.scale)}};
  json["nrmse"] = comparison.nrmse;
  json["phase_rms_rad"] = comparison.phase_rms;
  json["resolution_m"] = positive_or_null(comparison.resolution_m());
  bool const featureless = comparison.featureless;
  json["featureless"] = featureless;
  json["resolution_px"] = crossing && !featureless ? Json(1 / *crossing) : Json();
  json["resolution_reached_nyquist"] = featureless ? Json() : Json(!crossing.has_value());
  json["independent_noise"] = comparison.independent ? Json(*comparison.independent) : Json();
  json["frc"] = rings_json(comparison.rings, coarser_pixel(comparison));
  json["notes"] = comparison.notes;
  return json.dump(2) + "\n";
}

}  // namespace ptyger::app
