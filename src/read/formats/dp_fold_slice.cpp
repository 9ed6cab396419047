#include "read/formats/dp_fold_slice.hpp"

#include "read/angle.hpp"
#include "read/beam.hpp"
#include "read/formats/dp_frames.hpp"
#include "read/geometry.hpp"
#include "read/positions/position_units.hpp"
#include "read/probe.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// The object's pixel that the file states, metres; 0 when it states none.
double stated_pixel_m(hdf5::InputFile const& file, ReadingReport& report) {
  if (!file.has_dataset("dx")) return 0;
  double const pixel_m = length_m(file, "dx", report);
  require_object_pixel(pixel_m, file.path() + ": dataset 'dx'");
  return pixel_m;
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
  if (!options.pixel_m) scan.pixel_row_m = scan.pixel_col_m = stated_pixel_m(file, scan.reading);
  bool const replaced = options.energy_eV && options.pixel_m;
  if (file.has_dataset("lambda") && !replaced) {
    Beam const beam =
        beam_of_wavelength(length_m(file, "lambda", scan.reading), file.path() + ": dataset 'lambda'", scan.reading);
    scan.wavelength_m = beam.wavelength_m;
    scan.energy_eV = beam.energy_eV;
  }
  replace_geometry(scan, options, file.path(), "dataset 'dx'");
  scan.positions = position_pair_in_metres(file, "ppY", "ppX", options, scan);
  scan.angle_deg = angle_of_dataset(file, "angle", scan.reading);
  scan.probe = initial_probe(file, scan.reading);
  return finding;
}

}  // namespace ptyger::read
