#include "read/dp_fold_slice.hpp"

#include <cmath>

#include "core/error.hpp"
#include "read/beam.hpp"
#include "read/dp_frames.hpp"
#include "read/positions.hpp"
#include "read/probe.hpp"

namespace ptyger::read {

std::string missing_in_dp_fold_slice(Inputs const& inputs) {
  if (auto const missing = missing_dp_frames(inputs); !missing.empty()) return missing;
  for (std::string const name : {"ppX", "ppY", "dx"})
    if (file_with(inputs, name) == nullptr) return "no file has the dataset " + name;
  return "";
}

Finding find_dp_fold_slice(Inputs const& inputs) {
  Finding finding = find_dp_frames(inputs);
  Scan& scan = finding.scan;
  auto const& file = *file_with(inputs, "ppX");
  scan.positions = read_position_pair(file.dataset("ppY"), file.dataset("ppX"));
  auto const pixel = file.dataset("dx");
  scan.pixel_row_m = scan.pixel_col_m = pixel.scalar();
  if (!std::isfinite(scan.pixel_row_m) || scan.pixel_row_m <= 0)
    throw InputError(pixel.where() + " must be the object's pixel in metres, a positive number, but is " +
                     std::to_string(scan.pixel_row_m) + ".");
  if (file.has_dataset("lambda")) {
    auto const lambda = file.dataset("lambda");
    Beam const beam = beam_of_wavelength(lambda.scalar(), lambda.where(), scan.notes);
    scan.wavelength_m = beam.wavelength_m;
    scan.energy_eV = beam.energy_eV;
  }
  scan.probe = initial_probe(file, scan.detector, scan.notes);
  return finding;
}

}  // namespace ptyger::read
