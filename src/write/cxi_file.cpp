#include "write/cxi_file.hpp"

#include <complex>
#include <cstdint>
#include <vector>

#include "core/centre.hpp"
#include "core/units.hpp"
#include "hdf5/output_file.hpp"
#include "ptyger/version.hpp"
#include "write/complex_dataset.hpp"
#include "write/pending_file.hpp"
#include "write/product.hpp"

namespace ptyger::write {
namespace {

std::string const image = "/entry_1/image_1";
std::string const source = "/entry_1/instrument_1/source_1";
std::string const detector = "/entry_1/instrument_1/detector_1";
std::string const geometry = "/entry_1/sample_1/geometry_1";

void write_image(hdf5::OutputFile& file, Scan const& scan, Result const& result, ResultInfo const& info) {
  auto const& object = result.object;
  write_complex(file, image + "/data", {object.rows, object.cols}, object.values, info.precision);
  file.attribute(image + "/data", "pixel_width_m", scan.pixel_col_m);
  file.attribute(image + "/data", "pixel_height_m", scan.pixel_row_m);
  file.text(image + "/data_space", "real");
  file.text(image + "/data_type", "unitless complex");
  file.scalar(image + "/is_fft_shifted", std::int32_t{0});
  file.scalar(image + "/dimensionality", std::int32_t{2});
  std::vector<double> const size = {static_cast<double>(object.cols) * scan.pixel_col_m,
                                    static_cast<double>(object.rows) * scan.pixel_row_m, 0.0};
  file.dataset(image + "/image_size", {3}, size);
  std::vector<double> const centre = {center_m(result.origin_col, object.cols, result.probe.size, scan.pixel_col_m),
                                      center_m(result.origin_row, object.rows, result.probe.size, scan.pixel_row_m),
                                      0.0};
  file.dataset(image + "/image_center", {3}, centre);
  file.soft_link(image + "/source_1", source);
  file.soft_link(image + "/detector_1", detector);
}

void write_process(hdf5::OutputFile& file, Result const& result, ResultInfo const& info) {
  std::string const process = image + "/process_1";
  file.group(process);
  file.text(process + "/command", info.command_line);
  file.text(process + "/program", "PtyGer");
  file.text(process + "/version", version());
  file.text(process + "/date", info.end_time);
  file.text(process + "/options", info.options_toml);
  file.text(process + "/stop_reason", result.stop_reason);
  file.scalar(process + "/nrmse", result.nrmse);
  file.soft_link(process + "/final_illumination", source + "/illumination");
}

void write_source(hdf5::OutputFile& file, Scan const& scan, ProbeModes const& probe, Precision precision) {
  hdf5::Shape shape = {probe.size, probe.size};
  if (probe.modes > 1) shape.insert(shape.begin(), probe.modes);
  write_complex(file, source + "/illumination", shape, probe.values, precision);
  if (scan.energy_eV > 0) file.scalar(source + "/energy", scan.energy_eV * core::units::joules_per_eV);
  if (scan.wavelength_m > 0) file.scalar(source + "/wavelength", scan.wavelength_m);
}

/// Side of a detector pixel, from the geometry: wavelength * distance / (pixels across the detector * object pixel), or
/// in a near field object pixel * magnification.
void write_detector(hdf5::OutputFile& file, Scan const& scan) {
  std::size_t const size = scan.detector;
  std::vector<std::uint32_t> mask;
  for (auto const measured : scan.measured) mask.push_back(measured != 0 ? 0 : 1);
  core::corner_to_centre(mask.data(), size);
  file.dataset(detector + "/mask", {size, size}, mask, {.gzip = 1});
  if (!(scan.distance_m > 0) || !(scan.wavelength_m > 0)) return;
  if (scan.near_field) {
    double const focus_to_sample_m = scan.near_field->focus_to_sample_m;
    file.text("/entry_1/propagation", "nearfield");
    file.scalar(detector + "/distance", scan.distance_m);
    file.scalar(detector + "/x_pixel_size", scan.pixel_col_m * scan.near_field->magnification);
    file.scalar(detector + "/y_pixel_size", scan.pixel_row_m * scan.near_field->magnification);
    if (focus_to_sample_m > 0) file.scalar(source + "/focus_to_sample_distance", focus_to_sample_m);
    return;
  }
  // Side of an object pixel times side of a detector pixel.
  double const pixel_product_m2 = scan.wavelength_m * scan.distance_m / static_cast<double>(size);
  file.scalar(detector + "/distance", scan.distance_m);
  file.scalar(detector + "/x_pixel_size", pixel_product_m2 / scan.pixel_col_m);
  file.scalar(detector + "/y_pixel_size", pixel_product_m2 / scan.pixel_row_m);
}

/// Refined positions if there are any, else the positions of the scan.
void write_geometry(hdf5::OutputFile& file, Scan const& scan, Result const& result) {
  auto const& positions = positions_of(scan, result);
  std::vector<double> values;
  for (auto const& position : positions) values.insert(values.end(), {position.col_m, position.row_m, 0.0});
  file.dataset(geometry + "/translation", {positions.size(), 3}, values);
  file.soft_link("/entry_1/data_1/translation", geometry + "/translation");
}

}  // namespace

void write_cxi(std::string const& path, Scan const& scan, Result const& result, ResultInfo const& info) {
  PendingFile pending(path, info.overwrite);
  hdf5::OutputFile file(pending.temporary(), path);
  file.scalar("/cxi_version", std::int32_t{160});
  file.scalar("/number_of_entries", std::int32_t{1});
  file.text("/entry_1/start_time", info.start_time);
  file.text("/entry_1/end_time", info.end_time);
  write_source(file, scan, result.probe, info.precision);
  write_detector(file, scan);
  write_geometry(file, scan, result);
  write_image(file, scan, result, info);
  write_process(file, result, info);
  file.close();
  pending.commit();
}

}  // namespace ptyger::write
