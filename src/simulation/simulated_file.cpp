#include "simulation/simulated_file.hpp"

#include "core/centre.hpp"
#include "hdf5/output_file.hpp"
#include "write/pending_file.hpp"

namespace ptyger::simulation {
namespace {

std::string const detector = "/entry_1/instrument_1/detector_1/";
std::string const source = "/entry_1/instrument_1/source_1/";

template <class T>
void write_counts(hdf5::OutputFile& file, std::vector<T> const& counts, std::size_t frames, std::size_t n) {
  std::string const name = detector + "data";
  file.reserve<T>(name, {frames, n, n}, {.chunk = {1, n, n}, .gzip = 1});
  std::vector<T> centred;
  for (std::size_t j = 0; j < frames; ++j) {
    auto const* const frame = counts.data() + j * n * n;
    centred.assign(frame, frame + n * n);
    core::corner_to_centre(centred.data(), n);
    file.write_rows(name, j, std::span<T const>(centred));
  }
  file.attribute(name, "axes", "translation:y:x");
}

// Motion of the sample, [frame][x, y, z], metres.
std::vector<double> translations(Scan const& scan) {
  std::vector<double> values;
  for (auto const& position : scan.positions) values.insert(values.end(), {position.col_m, position.row_m, 0.0});
  return values;
}

// The values in single precision.
std::vector<std::complex<float>> to_single(std::vector<std::complex<double>> const& values) {
  return {values.begin(), values.end()};
}

hdf5::Shape shape(ProbeModes const& probe) {
  return {probe.modes, probe.size, probe.size};
}

void write_instrument(hdf5::OutputFile& file, Simulation const& simulation, Options const& options) {
  Scan const& scan = simulation.scan;
  std::visit([&](auto const& counts) { write_counts(file, counts, scan.frames, scan.detector); }, scan.counts);
  file.dataset(detector + "mask", {scan.detector, scan.detector}, simulation.mask);
  file.scalar(detector + "distance", scan.distance_m);
  file.scalar(detector + "x_pixel_size", options.detector_pixel_m);
  file.scalar(detector + "y_pixel_size", options.detector_pixel_m);
  if (scan.near_field) {
    file.text("/entry_1/propagation", "nearfield");
    if (options.focus_to_sample_m) file.scalar(source + "focus_to_sample_distance", *options.focus_to_sample_m);
  }
  file.scalar(source + "energy", scan.energy_eV * joules_per_eV);
  file.scalar(source + "wavelength", scan.wavelength_m);
}

void write_links(hdf5::OutputFile& file) {
  file.soft_link("/entry_1/data_1/data", detector + "data");
  file.soft_link("/entry_1/data_1/translation", "/entry_1/sample_1/geometry_1/translation");
  file.soft_link(detector + "translation", "/entry_1/sample_1/geometry_1/translation");
}

void write_object(hdf5::OutputFile& file, Simulation const& simulation) {
  auto const& object = simulation.phantom.object;
  auto const& placement = simulation.placement;
  double const pixel = simulation.geometry.pixel_m;
  auto const centre = [&](double origin, std::size_t length) {
    return (origin + static_cast<double>(length) / 2 - static_cast<double>(placement.probe) / 2) * pixel;
  };
  file.dataset("/truth/object", {object.rows, object.cols}, to_single(object.values));
  file.attribute("/truth/object", "pixel_height_m", pixel);
  file.attribute("/truth/object", "pixel_width_m", pixel);
  file.attribute("/truth/object", "center_y_m", centre(placement.origin_row, object.rows));
  file.attribute("/truth/object", "center_x_m", centre(placement.origin_col, object.cols));
}

void write_star(hdf5::OutputFile& file, Star const& star) {
  file.group("/truth/star");
  file.attribute("/truth/star", "center_row_px", star.centre.row);
  file.attribute("/truth/star", "center_col_px", star.centre.col);
  file.attribute("/truth/star", "inner_radius_px", star.inner_radius);
  file.attribute("/truth/star", "outer_radius_px", star.outer_radius);
  file.attribute("/truth/star", "spokes", std::int32_t{star.spokes});
  file.attribute("/truth/star", "smallest_period_px", smallest_period);
}

void write_lines(hdf5::OutputFile& file, Phantom const& phantom) {
  std::vector<double> groups;
  for (auto const& group : phantom.lines)
    groups.insert(groups.end(),
                  {group.corner.row, group.corner.col, group.period, group.length, group.horizontal ? 1.0 : 0.0});
  if (groups.empty()) return;
  file.dataset("/truth/line_groups", {phantom.lines.size(), 5}, groups);
  file.attribute("/truth/line_groups", "columns", "corner_row_px, corner_col_px, period_px, length_px, horizontal");
}

void write_truth(hdf5::OutputFile& file, Simulation const& simulation, Options const& options,
                 std::string const& toml) {
  write_object(file, simulation);
  if (simulation.phantom.star) write_star(file, *simulation.phantom.star);
  write_lines(file, simulation.phantom);
  auto const& beam = simulation.beam;
  file.dataset("/truth/probe", shape(beam.probe), to_single(beam.probe.values));
  file.attribute("/truth/probe", "defocus_m", beam.defocus_m);
  file.attribute("/truth/probe", "aperture_px", beam.aperture_px);
  file.attribute("/truth/probe", "diameter_m", beam.diameter_px * simulation.geometry.pixel_m);
  std::vector<double> positions;
  for (auto const& position : simulation.scan.positions)
    positions.insert(positions.end(), {position.row_m, position.col_m});
  file.dataset("/truth/positions", {simulation.scan.frames, 2}, positions);
  if (!simulation.changes.empty()) {
    std::vector<double> changes;
    for (auto const& change : simulation.changes)
      changes.insert(changes.end(), {change.row, change.col, change.tilt, change.brightness});
    file.dataset("/truth/beam_changes", {simulation.scan.frames, 4}, changes);
    file.attribute("/truth/beam_changes", "columns", "shift_row_px, shift_col_px, tilt, brightness");
  }
  file.text("/truth/options", toml);
  file.scalar("/truth/seed", options.seed);
}

}  // namespace

void write_cxi(Simulation const& simulation, Options const& options, FileSettings const& settings) {
  write::PendingFile pending(settings.path, settings.overwrite);
  hdf5::OutputFile file(pending.temporary(), settings.path);
  file.scalar("/cxi_version", std::int32_t{160});
  file.scalar("/number_of_entries", std::int32_t{1});
  write_instrument(file, simulation, options);
  file.dataset("/entry_1/sample_1/geometry_1/translation", {simulation.scan.frames, 3}, translations(simulation.scan));
  write_links(file);
  if (settings.write_probe)
    file.dataset(source + "illumination", shape(simulation.beam.probe), to_single(simulation.beam.probe.values));
  write_truth(file, simulation, options, settings.options_toml);
  file.close();
  pending.commit();
}

}  // namespace ptyger::simulation
