#include "write/provenance.hpp"

#include <filesystem>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/centre.hpp"
#include "write/fit_views.hpp"
#include "write/product.hpp"

namespace ptyger::write {
namespace {

char const* element_name(Counts const& counts) {
  constexpr char const* names[] = {"uint8", "uint16", "uint32", "float32"};  // in the order of Counts
  return names[counts.index()];
}

void write_input(hdf5::OutputFile& file, Scan const& scan, ResultInfo const& info) {
  std::string const group = "/ptyger/input";
  file.group(group);
  std::vector<std::string> files;
  for (auto const& source : scan.sources) files.push_back(std::filesystem::absolute(source).lexically_normal());
  file.text(group + "/files", files);
  file.text(group + "/notes", info.notes);
  file.text(group + "/half", to_word(scan.half));
  file.attribute(group + "/half", "shared_start", static_cast<std::int32_t>(scan.shared_start ? 1 : 0));
  std::vector<std::int64_t> const shape = {static_cast<std::int64_t>(scan.frames),
                                           static_cast<std::int64_t>(scan.detector),
                                           static_cast<std::int64_t>(scan.detector)};
  file.dataset(group + "/frames_shape", {shape.size()}, shape);
  file.text(group + "/frames_type", element_name(scan.counts));
  std::vector<std::int64_t> const probe = {static_cast<std::int64_t>(scan.probe.modes),
                                           static_cast<std::int64_t>(scan.probe.size),
                                           static_cast<std::int64_t>(scan.probe.size)};
  file.dataset(group + "/probe_shape", {probe.size()}, probe);
  file.scalar(group + "/pixel_width_m", scan.pixel_col_m);
  file.scalar(group + "/pixel_height_m", scan.pixel_row_m);
  file.scalar(group + "/wavelength_m", scan.wavelength_m);
  if (!scan.near_field) return;
  file.text(group + "/propagation", "nearfield");
  if (scan.near_field->focus_to_sample_m > 0)
    file.scalar(group + "/focus_to_sample_distance", scan.near_field->focus_to_sample_m);
  file.scalar(group + "/magnification", scan.near_field->magnification);
  file.scalar(group + "/effective_distance_m", scan.near_field->effective_distance_m);
}

/// Writes one number of each record as the dataset /ptyger/history/NAME.
void write_numbers(hdf5::OutputFile& file, std::string const& name, std::vector<HistoryRecord> const& history,
                   std::function<double(HistoryRecord const&)> const& number) {
  std::vector<double> values;
  for (HistoryRecord const& record : history) values.push_back(number(record));
  file.dataset("/ptyger/history/" + name, {values.size()}, values);
}

void write_stages(hdf5::OutputFile& file, std::vector<HistoryRecord> const& history) {
  file.group("/ptyger/history/seconds_by_stage");
  std::set<std::string> stages;
  for (HistoryRecord const& record : history)
    for (auto const& [stage, seconds] : record.seconds_by_stage) stages.insert(stage);
  for (std::string const& stage : stages)
    write_numbers(file, "seconds_by_stage/" + stage, history, [&](HistoryRecord const& record) {
      auto const found = record.seconds_by_stage.find(stage);
      return found == record.seconds_by_stage.end() ? 0.0 : found->second;
    });
}

/// One dataset per field, one entry per epoch or iteration.
void write_history(hdf5::OutputFile& file, std::vector<HistoryRecord> const& history) {
  file.group("/ptyger/history");
  std::vector<std::string> phases;
  std::vector<std::int32_t> iterations;
  std::vector<std::uint8_t> restarts;
  for (HistoryRecord const& record : history) {
    phases.emplace_back(to_word(record.phase));
    iterations.push_back(record.iteration);
    restarts.push_back(record.restart ? 1 : 0);
  }
  file.text("/ptyger/history/phase", phases);
  file.dataset("/ptyger/history/iteration", {iterations.size()}, iterations);
  file.dataset("/ptyger/history/restart", {restarts.size()}, restarts);
  write_numbers(file, "transforms", history, [](auto const& record) { return record.transforms; });
  write_numbers(file, "objective", history, [](auto const& record) { return record.objective; });
  write_numbers(file, "nrmse", history, [](auto const& record) { return record.nrmse; });
  write_numbers(file, "r_factor", history, [](auto const& record) { return record.r_factor; });
  write_numbers(file, "step", history, [](auto const& record) { return record.step; });
  write_numbers(file, "beta", history, [](auto const& record) { return record.beta; });
  write_numbers(file, "seconds", history, [](auto const& record) { return record.seconds; });
  write_numbers(file, "held_out", history,
                [](auto const& record) { return record.held_out.value_or(std::numeric_limits<double>::quiet_NaN()); });
  write_stages(file, history);
}

/// Writes a detector image that has its zero frequency in the corner with the zero frequency at [size/2][size/2].
template <class Value>
void write_detector(hdf5::OutputFile& file, std::string const& name, std::size_t size, std::vector<Value> image) {
  core::corner_to_centre(image.data(), size);
  file.dataset(name, {size, size}, image, {.gzip = 1});
}

/// Mask of the detector, 0 = good.
void write_mask(hdf5::OutputFile& file, Scan const& scan) {
  std::vector<std::uint8_t> mask;
  for (auto const measured : scan.measured) mask.push_back(measured != 0 ? 0 : 1);
  write_detector(file, "/ptyger/mask", scan.detector, mask);
}

/// Writes the fitted corrections of the scan: brightness of the frames and background. When positions were refined,
/// also the positions before the refinement, (x, y) in metres.
void write_corrections(hdf5::OutputFile& file, Scan const& scan, Result const& result) {
  std::vector<double> given_positions;
  bool refined = false;
  for (std::size_t j = 0; j < scan.positions.size(); ++j) {
    auto const& given_position = scan.positions[j];
    auto const& final_position = positions_of(scan, result)[j];
    given_positions.insert(given_positions.end(), {given_position.col_m, given_position.row_m});
    refined = refined || given_position.col_m != final_position.col_m || given_position.row_m != final_position.row_m;
  }
  if (refined) file.dataset("/ptyger/given_positions_m", {scan.positions.size(), 2}, given_positions);
  if (!result.intensities.empty()) file.dataset("/ptyger/intensities", {result.intensities.size()}, result.intensities);
  if (auto const variation = result.variation.modes; variation > 0) {
    std::vector<double> parts;
    for (auto const share : result.variation_weights) parts.insert(parts.end(), {share.real(), share.imag()});
    file.dataset("/ptyger/variation", {scan.frames, variation, 2}, parts);
    file.attribute("/ptyger/variation", "meaning",
                   "real and imaginary part of the shares c: the first mode of frame j is the square root of its "
                   "intensity times (probe[0][0] + sum over k of c[j][k-1] probe[k][0])");
  }
  if (!result.background.empty()) write_detector(file, "/ptyger/background", scan.detector, result.background);
}

/// Writes how well the images explain the frames: misfit and number of each frame, mean patterns, and their means over
/// rings of the detector.
void write_fit(hdf5::OutputFile& file, Scan const& scan, FitSummary const& fit) {
  if (fit.frame_nrmse.empty()) return;
  file.group("/ptyger/fit");
  file.dataset("/ptyger/fit/frame_nrmse", {fit.frame_nrmse.size()}, fit.frame_nrmse);
  if (!scan.indexes.empty()) file.dataset("/ptyger/fit/frame_number", {scan.indexes.size()}, scan.indexes);
  write_detector(file, "/ptyger/fit/mean_measured", scan.detector, fit.measured);
  write_detector(file, "/ptyger/fit/mean_calculated", scan.detector, fit.calculated);
  auto const means = radial_means(scan, fit);
  file.dataset("/ptyger/fit/radial_measured", {means.measured.size()}, means.measured);
  file.dataset("/ptyger/fit/radial_calculated", {means.calculated.size()}, means.calculated);
}

/// Writes how far the halves of the frames agree; a resolution that is not known is NaN.
void write_halves(hdf5::OutputFile& file, HalvesComparison const& halves) {
  std::string const group = "/ptyger/halves";
  file.group(group);
  for (auto const& [name, values] : {std::pair("/frequency", &halves.frequency),
                                     {"/correlation", &halves.correlation},
                                     {"/threshold", &halves.threshold}})
    file.dataset(group + name, {values->size()}, *values);
  file.attribute(group + "/frequency", "unit", "cycles per pixel");
  file.attribute(group + "/frequency", "pixel_m", halves.pixel_m);
  file.scalar(group + "/resolution_m", halves.resolution_m.value_or(std::numeric_limits<double>::quiet_NaN()));
  file.text(group + "/resolution", halves.resolution);
  file.scalar(group + "/nrmse", halves.nrmse);
  file.scalar(group + "/phase_rms_rad", halves.phase_rms);
  file.text(group + "/caveat", halves.caveat);
}

void write_run(hdf5::OutputFile& file, Result const& result, ResultInfo const& info) {
  file.attribute("/ptyger", "command_line", info.command_line);
  file.attribute("/ptyger", "host", info.host);
  file.attribute("/ptyger", "start_time", info.start_time);
  file.attribute("/ptyger", "end_time", info.end_time);
  file.attribute("/ptyger", "memory_strategy", result.memory_strategy);
  file.attribute("/ptyger", "devices", static_cast<std::int32_t>(result.devices));
  file.attribute("/ptyger", "partition", result.partition);
  file.attribute("/ptyger", "scale", result.scale);
  file.attribute("/ptyger", "nrmse", result.nrmse);
  file.attribute("/ptyger", "r_factor", result.r_factor);
  file.attribute("/ptyger", "search_transforms", result.search_transforms);
  file.text("/ptyger/options", info.options_toml);
  if (!info.key.empty()) file.text("/ptyger/key", info.key);
  file.group("/ptyger/version");
  for (auto const& [library, version] : info.versions) file.text("/ptyger/version/" + library, version);
  file.group("/ptyger/timings");
  for (auto const& [stage, seconds] : result.timings) file.scalar("/ptyger/timings/" + stage, seconds);
}

}  // namespace

void write_provenance(hdf5::OutputFile& file, Scan const& scan, Result const& result, ResultInfo const& info) {
  file.group("/ptyger");
  write_run(file, result, info);
  write_input(file, scan, info);
  write_history(file, result.history);
  file.dataset("/ptyger/illumination", {result.object.rows, result.object.cols}, result.illumination);
  write_mask(file, scan);
  write_corrections(file, scan, result);
  write_fit(file, scan, result.fit);
  if (info.halves) write_halves(file, *info.halves);
}

}  // namespace ptyger::write
