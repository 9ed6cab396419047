#include "read/formats/dp_fold_slice.hpp"

#include <cmath>

#include "ptyger/error.hpp"
#include "read/angle.hpp"
#include "read/beam.hpp"
#include "read/formats/dp_frames.hpp"
#include "read/geometry.hpp"
#include "read/positions.hpp"
#include "read/probe.hpp"

namespace ptyger::read {
namespace {

/// The object's pixel that the file states, metres; 0 when it states none.
double stated_pixel_m(hdf5::InputFile const& file) {
  if (!file.has_dataset("dx")) return 0;
  auto const dataset = file.dataset("dx");
  double const pixel_m = dataset.scalar();
  if (std::isfinite(pixel_m) && pixel_m > 0) return pixel_m;
  throw InputError(dataset.where() + " must be the object's pixel in metres, a positive number, but is " +
                   std::to_string(pixel_m) + ". Repair it, or give --pixel.");
}

}  // namespace

std::string missing_in_dp_fold_slice(Inputs const& inputs) {
  if (auto missing = missing_dp_frames(inputs); !missing.empty()) return missing;
  for (std::string const name : {"ppX", "ppY"})
    if (file_with(inputs, name) == nullptr) return "no file has the dataset " + name;
  return "";
}

Finding find_dp_fold_slice(Inputs const& inputs, ReadOptions const& options) {
  Finding finding = find_dp_frames(inputs);
  Scan& scan = finding.scan;
  auto const& file = *file_with(inputs, "ppX");
  finding.positions_where = file.dataset("ppX").where();
  scan.positions = read_position_pair(file.dataset("ppY"), file.dataset("ppX"));
  if (!options.pixel_m) scan.pixel_row_m = scan.pixel_col_m = stated_pixel_m(file);
  if (file.has_dataset("lambda")) {
    auto const lambda = file.dataset("lambda");
    Beam const beam = beam_of_wavelength(lambda.scalar(), lambda.where(), scan.reading);
    scan.wavelength_m = beam.wavelength_m;
    scan.energy_eV = beam.energy_eV;
  }
  replace_geometry(scan, options, file.path(), "dataset 'dx'");
  scan.angle_deg = angle_of_dataset(file, "angle", scan.reading);
  scan.probe = initial_probe(file, scan.reading);
  return finding;
}

}  // namespace ptyger::read
