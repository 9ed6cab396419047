#include <nlohmann/json.hpp>

#include "app/inspect/report.hpp"
#include "read/file_pixel.hpp"
#include "read/positions/positions.hpp"

namespace ptyger::app {
namespace {

using Json = nlohmann::ordered_json;

/// A positive number; null for an unknown one.
Json known_or_null(double value) {
  return value > 0 ? Json(value) : Json();
}

Json near_field_json(Scan const& scan) {
  if (!scan.near_field) return {};
  return {{"focus_to_sample_m", known_or_null(scan.near_field->focus_to_sample_m)},
          {"magnification", scan.near_field->magnification},
          {"effective_distance_m", scan.near_field->effective_distance_m}};
}

Json scan_json(Scan const& scan, std::vector<std::string> const& notes) {
  static constexpr char const* types[] = {"uint8", "uint16", "uint32", "float32"};
  auto const* const zero = scan.reading.find<ZeroFrequencyFound>();
  return {{"sources", scan.sources},
          {"frames", scan.frames},
          {"detector_pixels", scan.detector},
          {"count_type", types[scan.counts.index()]},
          {"zero_frequency", zero != nullptr && zero->in_corner ? "corner" : "centre"},
          {"energy_eV", known_or_null(scan.energy_eV)},
          {"wavelength_m", known_or_null(scan.wavelength_m)},
          {"distance_m", known_or_null(scan.distance_m)},
          {"near_field", near_field_json(scan)},
          {"object_pixel_row_m", scan.pixel_row_m},
          {"object_pixel_col_m", scan.pixel_col_m},
          {"angle_deg", scan.angle_deg ? Json(*scan.angle_deg) : Json()},
          {"notes", notes}};
}

Json positions_json(inspect::Inspection const& inspection) {
  return {{"extent_row_m", inspection.positions.extent_row_m},    {"extent_col_m", inspection.positions.extent_col_m},
          {"step_m", known_or_null(inspection.positions.step_m)}, {"duplicates", inspection.positions.duplicates},
          {"far_off", inspection.positions.far_off.size()},       {"grid_share", inspection.positions.grid_share},
          {"object_rows_pixels", inspection.object_rows},         {"object_cols_pixels", inspection.object_cols}};
}

Json probe_json(Scan const& scan, inspect::Inspection const& inspection) {
  static constexpr char const* sources[] = {"file", "found", "focus"};
  return {{"modes", scan.probe.modes},
          {"size_pixels", scan.probe.size},
          {"diameter_m", inspection.probe_diameter_m},
          {"diameter_from", sources[static_cast<int>(inspection.probe_source)]},
          {"overlap", inspection.overlap ? Json(*inspection.overlap) : Json()},
          {"power_over_measured", inspection.probe_power ? Json(*inspection.probe_power) : Json()}};
}

/// [row, column] of each pixel in the frames of the file; the first thousand pixels.
Json pixels_json(std::vector<inspect::DetectorPixel> const& pixels, Scan const& scan) {
  constexpr std::size_t most = 1000;
  auto const file = read::frames_of_file(scan);
  auto list = Json::array();
  for (std::size_t i = 0; i < std::min(pixels.size(), most); ++i) {
    auto const pixel = read::file_pixel(file, scan.detector, pixels[i].row, pixels[i].col);
    list.push_back({pixel.row, pixel.col});
  }
  return list;
}

Json counts_json(Scan const& scan, inspect::CountStatistics const& counts,
                 inspect::PositionStatistics const& positions) {
  double const area_m2 = positions.extent_row_m * positions.extent_col_m;
  return {{"mean_per_frame", counts.mean_frame},
          {"median_per_frame", counts.median_frame},
          {"per_m2", area_m2 > 0 ? Json(counts.mean_frame * static_cast<double>(scan.frames) / area_m2) : Json()},
          {"largest", counts.largest},
          {"largest_times", counts.largest_times},
          {"saturated", counts.saturated},
          {"mean_per_bright_pixel", counts.bright_mean},
          {"bright_pixels", counts.bright_pixels},
          {"dark_frames", counts.dark.size()},
          {"wild_frames", counts.wild.size()},
          {"empty_frames", counts.empty_frames},
          {"centre_row_pixels", counts.centre_row},
          {"centre_col_pixels", counts.centre_col},
          {"lit_size_pixels", counts.signal_size},
          {"masked_pixels", counts.masked},
          {"dead_pixels", counts.dead.size()},
          {"dead_pixels_row_col", pixels_json(counts.dead, scan)},
          {"hot_pixels", counts.hot.size()},
          {"hot_pixels_row_col", pixels_json(counts.hot, scan)}};
}

Json orientation_json(solver::OrientationCheck const& check) {
  auto trials = Json::array();
  for (auto const& trial : check.trials)
    trials.push_back({{"swap_xy", trial.axes.swap},
                      {"negate_x", trial.axes.negate_col},
                      {"negate_y", trial.axes.negate_row},
                      {"scan_rotation_deg", trial.axes.rotation_deg},
                      {"misfit", trial.misfit}});
  return {{"decided", check.decided()},
          {"options", axes_options(read::simplified(check.trials.front().axes))},
          {"or_both_axes_negated", check.opposite_fits()},
          {"frames", check.frames},
          {"ratio", check.ratio()},
          {"deviations", check.distance()},
          {"trials", trials}};
}

Json scale_json(solver::ScaleCheck const& check) {
  auto trials = Json::array();
  for (auto const& trial : check.trials) trials.push_back({{"scale", trial.scale}, {"misfit", trial.misfit}});
  return {{"decided", check.decided()}, {"best", check.best}, {"gain", check.gain}, {"trials", trials}};
}

}  // namespace

std::string inspection_json(Scan const& scan, inspect::Inspection const& inspection,
                            std::vector<Warning> const& warnings, std::vector<std::string> const& notes) {
  auto json = scan_json(scan, notes);
  json["positions"] = positions_json(inspection);
  json["probe"] = probe_json(scan, inspection);
  json["counts"] = counts_json(scan, inspection.counts, inspection.positions);
  json["orientation"] = inspection.orientation ? orientation_json(*inspection.orientation) : Json();
  json["scale"] = inspection.scale ? scale_json(*inspection.scale) : Json();
  json["warnings"] = Json::array();
  for (auto const& warning : warnings)
    json["warnings"].push_back({{"key", warning.key}, {"what", warning.what}, {"remedy", warning.remedy}});
  return json.dump(2) + "\n";
}

}  // namespace ptyger::app
