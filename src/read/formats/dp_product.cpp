#include "read/formats/dp_product.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ptyger/error.hpp"
#include "read/beam.hpp"
#include "read/formats/dp_frames.hpp"
#include "read/geometry.hpp"
#include "read/near_field.hpp"
#include "read/positions/position_units.hpp"
#include "read/probe.hpp"
#include "read/results/product_result.hpp"

namespace ptyger::read {
namespace {

std::string const row_name = "probe_position_y_m";
std::string const col_name = "probe_position_x_m";
std::string const product_index_name = "probe_position_indexes";

void read_beam_of_product(hdf5::InputFile const& file, Scan& scan) {
  scan.distance_m = file.number_attribute("/", "detector_object_distance_m").value_or(0);
  double const energy_eV = product_energy_eV(file);
  if (energy_eV == 0) {
    scan.reading.add(EnergyNotStated{});
    return;
  }
  Beam const beam =
      beam_of_energy(energy_eV, std::sqrt(scan.pixel_row_m * scan.pixel_col_m), file.path() + ": energy", scan.reading);
  scan.wavelength_m = beam.wavelength_m;
  scan.energy_eV = beam.energy_eV;
}

/// A product file states the object's pixel for frames of the size of its probe. When frames will be cropped or padded
/// to that size (options.crop, options.pad, or frames that are not square), the pixel is converted to whole frames, as
/// Finding needs it; crop_scan() converts it back. The pixel of a near field does not depend on the size.
void read_pixel(hdf5::InputFile const& file, ReadOptions const& options, Finding& finding) {
  Scan& scan = finding.scan;
  auto const pixel = product_pixel(file);
  scan.pixel_row_m = pixel.row_m;
  scan.pixel_col_m = pixel.col_m;
  auto const& frame = finding.frames.shape();
  bool const cropped = options.crop == scan.probe.size || options.pad == scan.probe.size ||
                       (scan.probe.size > 0 && frame.rows != frame.cols);
  if (!cropped || scan.probe.size == scan.detector || options.near_field) return;
  double const factor = static_cast<double>(scan.probe.size) / static_cast<double>(scan.detector);
  scan.pixel_row_m *= factor;
  scan.pixel_col_m *= factor;
  scan.reading.add(PixelOfCroppedFrames{scan.probe.size});
}

void read_geometry(hdf5::InputFile const& file, ReadOptions const& options, Finding& finding) {
  Scan& scan = finding.scan;
  if (options.pixel_m)
    scan.pixel_row_m = scan.pixel_col_m = *options.pixel_m;
  else
    read_pixel(file, options, finding);
  read_beam_of_product(file, scan);
  replace_geometry(scan, options, file.path(), "attributes pixel_height_m and pixel_width_m of 'object'");
}

}  // namespace

std::string missing_in_product(Inputs const& inputs) {
  for (std::string const& name : {row_name, col_name})
    if (file_with(inputs, name) == nullptr) return "no file has the dataset " + name;
  return "";
}

std::string product_without_frames(Inputs const& inputs) {
  auto const* const product = file_with(inputs, row_name);
  bool const frames = file_with(inputs, "dp") != nullptr || file_with(inputs, "patterns") != nullptr;
  if (product == nullptr || !missing_in_product(inputs).empty() || frames) return "";
  return fmt::format(
      "{} is a product file, as pty-chi, ptychodus and ptyger write their results: it has positions, probe and object, "
      "but no frames. Give the file of its frames (dataset dp or patterns) as well; or the raw data of a scan alone, "
      "with this file as --probe. ",
      product->path());
}

void read_product(Inputs const& inputs, ReadOptions const& given, Finding& finding) {
  Scan& scan = finding.scan;
  auto const& file = *file_with(inputs, row_name);
  auto options = with_near_field(given, file, {"ptyger/input/propagation"}, {"ptyger/input/"});
  if (file.number_attribute("/", "far_field") == 0) options.near_field = true;
  scan.probe = initial_probe(file, scan.reading);
  read_geometry(file, options, finding);
  finding.positions_where = file.dataset(col_name).where();
  scan.positions = position_pair_in_metres(file, row_name, col_name, options, scan);
  if (file.has_dataset(product_index_name)) {
    auto const dataset = file.dataset(product_index_name);
    scan.indexes = dataset.read<std::int64_t>();
    if (scan.indexes.size() != scan.positions.size())
      throw InputError(dataset.where() + " has " + std::to_string(scan.indexes.size()) + " values, but there are " +
                       std::to_string(scan.positions.size()) + " positions: every position needs its frame's number.");
  }
  if (options.half != FrameHalf::all && file.has_dataset("ptyger/given_positions_m"))
    scan.reading.add(PositionsRefined{file.path()});
  scan.angle_deg = file.number_attribute("/", "tomography_angle_deg");
}

std::string missing_in_dp_product(Inputs const& inputs) {
  auto const missing = missing_dp_frames(inputs);
  return missing.empty() ? missing_in_product(inputs) : missing;
}

Finding find_dp_product(Inputs const& inputs, ReadOptions const& options) {
  Finding finding = find_dp_frames(inputs);
  read_product(inputs, options, finding);
  return finding;
}

}  // namespace ptyger::read
