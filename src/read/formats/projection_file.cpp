#include "read/formats/projection_file.hpp"

#include <fmt/format.h>

#include "read/candidate_quantities.hpp"
#include "read/geometry.hpp"
#include "read/no_scan.hpp"
#include "read/positions/position_units.hpp"
#include "read/positions/positions.hpp"
#include "read/probe.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

constexpr double pixel_m = 1 / 70976797.533;  // the object's pixel by convention

}  // namespace

/// The file has nothing of its own but the names of its datasets, which are the most natural ones. It is known by
/// holding nothing else than frames, positions in metres and perhaps a probe, and no attribute of a geometry. As the
/// last format it refuses, by InputError, a file with both names that is something else.
std::string missing_in_projection_file(Inputs const& inputs) {
  if (inputs.size() != 1) return "it is one file, but " + std::to_string(inputs.size()) + " were given";
  auto const& file = inputs.front();
  for (std::string const name : {"data", "positions"})
    if (!file.has_dataset(name)) return file.why_missing(name);
  std::string others;
  for (auto const& name : file.members("/"))
    if (name != "data" && name != "positions" && name != "probe") others += (others.empty() ? "'" : ", '") + name + "'";
  Candidates geometry;
  find_quantities(file, hdf5::list_objects(file), geometry);
  for (auto const* const list :
       {&geometry.energies, &geometry.wavelengths, &geometry.distances, &geometry.detector_pixels})
    for (auto const& quantity : *list)
      if (quantity.attribute) others += (others.empty() ? "'" : ", '") + quantity.name + "'";
  auto const unit = unit_of(file, "positions").value_or("m");
  bool const metres = unit == "m" || unit.starts_with("met");
  if (others.empty() && metres) return "";
  throw NoScanFound(fmt::format(
      "{}: it has 'data' and 'positions', as a projection file of PtyGer, but {}, so it was not taken for one. Say by "
      "--mapping what its datasets are; `ptyger inspect {} --write-mapping FILE.toml` writes a first one.",
      file.path(), others.empty() ? "positions of the unit '" + unit + "' and not metres" : "also " + others,
      file.path()));
}

Finding find_projection_file(Inputs const& inputs, ReadOptions const& options) {
  auto const& file = inputs.front();
  Finding finding{.scan = {}, .frames = file.dataset("data")};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  auto const positions = file.dataset("positions");
  finding.positions_where = positions.where();
  bool const from_detector = options.energy_eV && options.distance_m && options.detector_pixel_m;
  scan.pixel_row_m = scan.pixel_col_m = options.pixel_m.value_or(pixel_m);
  if (!options.pixel_m && !from_detector) scan.reading.add(PixelByConvention{pixel_m});
  replace_geometry(scan, options, file.path(), "14.089 nm by convention");
  auto const rows_and_cols = turn_positions(read_translation(positions, finding.frames.frames()), {.swap = true});
  scan.positions = positions_in_metres(rows_and_cols, file, "positions", options, scan);
  scan.probe = initial_probe(file, scan.reading);
  return finding;
}

}  // namespace ptyger::read
