#include "volume/exchange_file.hpp"

#include <filesystem>
#include <functional>
#include <limits>

#include "hdf5/output_file.hpp"
#include "ptyger/version.hpp"

namespace ptyger::volume {
namespace {

/// Stored for numbers that are not known.
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

void write_numbers(hdf5::OutputFile& file, std::string const& name, std::string const& units,
                   std::string const& description, hdf5::Shape const& shape, std::vector<double> const& values) {
  file.dataset(name, shape, values);
  file.attribute(name, "units", units);
  file.attribute(name, "description", description);
}

void reserve_images(hdf5::OutputFile& file, std::string const& name, std::size_t count, Field const& field,
                    std::string const& units, std::string const& description) {
  file.reserve<float>(name, {count, field.rows, field.cols},
                      {.chunk = {1, field.rows, field.cols}, .preallocated = true});
  file.attribute(name, "units", units);
  file.attribute(name, "description", description);
  file.attribute(name, "axes", "theta:y:x");
  file.attribute(name, "pixel_size_m", field.pixel_col_m);
  file.attribute(name, "pixel_width_m", field.pixel_col_m);
  file.attribute(name, "pixel_height_m", field.pixel_row_m);
}

void write_exchange(hdf5::OutputFile& file, std::vector<VolumeEntry> const& entries, Field const& field,
                    bool air_is_one) {
  file.text("/implements", "exchange:measurement:process");
  file.group("/exchange");
  file.text("/exchange/title", "Ptychographic projections");
  std::string const outside = "; where the scan has seen nothing as air, ";
  reserve_images(file, exchange_phase, entries.size(), field, "radians",
                 "phase of the object, offset and ramp removed, wrapped to -pi..pi" + outside + "0; NaN = missing");
  reserve_images(file, exchange_amplitude, entries.size(), field, "1",
                 std::string("amplitude of the object, ") +
                     (air_is_one ? "mean of the air = 1" : "mean of each projection about 1") + outside +
                     "1; NaN = missing");
  std::vector<double> angles;
  std::vector<std::string> names;
  for (VolumeEntry const& entry : entries) {
    angles.push_back(entry.angle_deg.value_or(unknown));
    names.push_back(entry.name);
  }
  write_numbers(file, "/exchange/theta", "degrees", "rotation angle; NaN = not known", {angles.size()}, angles);
  file.text("/exchange/names", names);
}

void write_measurement(hdf5::OutputFile& file, Field const& field) {
  std::string const instrument = "/measurement/instrument";
  write_numbers(file, instrument + "/detector/x_pixel_size", "m", "pixel of the images", {}, {field.pixel_col_m});
  write_numbers(file, instrument + "/detector/y_pixel_size", "m", "pixel of the images", {}, {field.pixel_row_m});
  if (field.energy_eV > 0)
    write_numbers(file, instrument + "/monochromator/energy", "keV", "of the beam", {}, {field.energy_eV / 1000});
}

/// Two numbers (row, column) for each projection, NaN for missing projections.
std::vector<double> values_of(std::vector<Outline> const& outlines, Field const& field,
                              std::function<std::pair<double, double>(Outline const&, Place const&)> const& pair_of) {
  std::vector<double> values;
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    auto const [row, col] =
        outlines[i].missing.empty() ? pair_of(outlines[i], field.places[i]) : std::pair(unknown, unknown);
    values.insert(values.end(), {row, col});
  }
  return values;
}

void write_process(hdf5::OutputFile& file, std::vector<VolumeEntry> const& entries,
                   std::vector<Outline> const& outlines, Field const& field, VolumeOptions const& options) {
  std::string const group = "/process/ptyger";
  hdf5::Shape const shape = {entries.size(), 2};
  file.group(group);
  file.text(group + "/version", version());
  std::vector<std::string> results;
  auto const folder = std::filesystem::absolute(file.name()).parent_path();
  for (VolumeEntry const& entry : entries)  // relative to the volume, so that the folder may be moved
    results.push_back(entry.result.empty() ? "" : std::filesystem::absolute(entry.result).lexically_proximate(folder));
  file.text(group + "/result", results);
  file.scalar(group + "/air_columns", static_cast<std::int64_t>(options.air_columns));
  write_numbers(file, group + "/corner", "pixels", "row and column of the lit rectangle in the image", shape,
                values_of(outlines, field, [](Outline const&, Place const& place) {
                  return std::pair(static_cast<double>(place.row), static_cast<double>(place.col));
                }));
  write_numbers(file, group + "/shape", "pixels", "rows and columns of the lit rectangle", shape,
                values_of(outlines, field, [](Outline const& outline, Place const&) {
                  return std::pair(static_cast<double>(outline.lit_rows), static_cast<double>(outline.lit_cols));
                }));
  write_numbers(
      file, group + "/subpixel_offset", "pixels", "row and column: true place of the image less its place here", shape,
      values_of(outlines, field,
                [](Outline const&, Place const& place) { return std::pair(place.row_subpixel, place.col_subpixel); }));
}

}  // namespace

void make_exchange_file(std::string const& path, std::string const& name, std::vector<VolumeEntry> const& entries,
                        std::vector<Outline> const& outlines, Field const& field, VolumeOptions const& options) {
  hdf5::OutputFile file(path, name);
  write_exchange(file, entries, field, options.air_columns > 0);
  write_measurement(file, field);
  write_process(file, entries, outlines, field, options);
  file.close();
}

void finish_exchange_file(std::string const& path, std::string const& name, std::vector<Outcome> const& outcomes) {
  std::size_t const count = outcomes.size();
  std::vector<std::uint8_t> valid;
  std::vector<std::string> missing;
  std::vector<double> ramps, offsets, factors;
  for (Outcome const& outcome : outcomes) {
    bool const present = outcome.missing.empty();
    valid.push_back(present ? 1 : 0);
    missing.push_back(outcome.missing);
    write::PhasePlane const& plane = outcome.flattening.plane;
    ramps.insert(ramps.end(), {present ? plane.row_step : unknown, present ? plane.col_step : unknown});
    offsets.push_back(present ? plane.offset : unknown);
    factors.push_back(present ? outcome.flattening.amplitude : unknown);
  }
  hdf5::OutputFile file = hdf5::OutputFile::extend(path, name);
  file.dataset("/exchange/valid", {count}, valid);
  file.attribute("/exchange/valid", "description", "1 = the projection is there, 0 = it is missing");
  file.text("/process/ptyger/missing", missing);
  write_numbers(file, "/process/ptyger/phase_ramp", "radians/pixel", "row and column step that were removed",
                {count, 2}, ramps);
  write_numbers(file, "/process/ptyger/phase_offset", "radians", "removed, at the corner of the lit rectangle", {count},
                offsets);
  write_numbers(file, "/process/ptyger/amplitude_factor", "1", "mean amplitude of the air, divided out", {count},
                factors);
  file.close();
}

}  // namespace ptyger::volume
