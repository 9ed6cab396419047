#include "read/formats/projection_file.hpp"

#include "read/geometry.hpp"
#include "read/positions.hpp"
#include "read/probe.hpp"

namespace ptyger::read {
namespace {

constexpr double pixel_m = 1 / 70976797.533;  // the object's pixel by convention

}  // namespace

std::string missing_in_projection_file(Inputs const& inputs) {
  if (inputs.size() != 1) return "it is one file, but " + std::to_string(inputs.size()) + " were given";
  for (std::string const name : {"data", "positions"})
    if (!inputs.front().has_dataset(name)) return inputs.front().why_missing(name);
  return "";
}

Finding find_projection_file(Inputs const& inputs, ReadOptions const& options) {
  auto const& file = inputs.front();
  Finding finding{.scan = {}, .frames = file.dataset("data")};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  auto const positions = file.dataset("positions");
  finding.positions_where = positions.where();
  scan.positions = turn_positions(read_translation(positions, finding.frames.frames()), {.swap = true});
  bool const from_detector = options.energy_eV && options.distance_m && options.detector_pixel_m;
  scan.pixel_row_m = scan.pixel_col_m = options.pixel_m.value_or(pixel_m);
  if (!options.pixel_m && !from_detector) scan.reading.add(PixelByConvention{pixel_m});
  replace_geometry(scan, options, file.path(), "14.089 nm by convention");
  scan.probe = initial_probe(file, scan.reading);
  return finding;
}

}  // namespace ptyger::read
