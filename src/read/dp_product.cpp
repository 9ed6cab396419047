#include "read/dp_product.hpp"

#include <cmath>

#include "core/error.hpp"
#include "read/beam.hpp"
#include "read/dp_frames.hpp"
#include "read/positions.hpp"
#include "read/probe.hpp"
#include "read/product.hpp"

namespace ptyger::read {
namespace {

std::string const row_name = "probe_position_y_m";
std::string const col_name = "probe_position_x_m";
std::string const index_name = "probe_position_indexes";

void read_beam_of_product(hdf5::InputFile const& file, Scan& scan) {
  double const energy_eV = file.number_attribute("/", "probe_energy_eV").value_or(0);
  if (energy_eV == 0) {
    scan.notes.push_back("the product file does not say the energy; it is not needed, as it says the object's pixel");
    return;
  }
  Beam const beam = beam_of_energy(energy_eV, std::sqrt(scan.pixel_row_m * scan.pixel_col_m),
                                   file.path() + ": attribute 'probe_energy_eV'", scan.notes);
  scan.wavelength_m = beam.wavelength_m;
  scan.energy_eV = beam.energy_eV;
}

}  // namespace

std::string missing_in_dp_product(Inputs const& inputs) {
  if (auto const missing = missing_dp_frames(inputs); !missing.empty()) return missing;
  for (std::string const& name : {row_name, col_name})
    if (file_with(inputs, name) == nullptr) return "no file has the dataset " + name;
  return "";
}

Finding find_dp_product(Inputs const& inputs) {
  Finding finding = find_dp_frames(inputs);
  Scan& scan = finding.scan;
  auto const& file = *file_with(inputs, row_name);
  scan.positions = read_position_pair(file.dataset(row_name), file.dataset(col_name));
  if (file.has_dataset(index_name)) {
    auto const dataset = file.dataset(index_name);
    scan.indexes = dataset.read<std::int64_t>();
    if (scan.indexes.size() != scan.positions.size())
      throw InputError(dataset.where() + " has " + std::to_string(scan.indexes.size()) + " values, but there are " +
                       std::to_string(scan.positions.size()) + " positions: every position needs its frame's number.");
  }
  auto const pixel = product_pixel(file);
  scan.pixel_row_m = pixel.row_m;
  scan.pixel_col_m = pixel.col_m;
  scan.distance_m = file.number_attribute("/", "detector_object_distance_m").value_or(0);
  read_beam_of_product(file, scan);
  scan.probe = initial_probe(file, scan.detector, scan.notes);
  return finding;
}

}  // namespace ptyger::read
