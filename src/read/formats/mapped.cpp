#include "read/formats/mapped.hpp"

#include <fmt/format.h>

#include <utility>

#include "ptyger/error.hpp"
#include "read/angle.hpp"
#include "read/dark.hpp"
#include "read/formats/mapped_frames.hpp"
#include "read/formats/mapped_geometry.hpp"
#include "read/near_field.hpp"
#include "read/positions/positions.hpp"
#include "read/probe.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// InputError when only one of position-x and position-y has a unit: the other would be taken as metres.
void require_units_of_both(FilesWithMapping const& mapped) {
  Mapping const& mapping = mapped.mapping;
  auto const x = mapped.where("position-x", mapping.position_x);
  auto const y = mapped.where("position-y", mapping.position_y);
  auto const unit_x = mapped.stated_unit("position-x", mapping.position_x);
  auto const unit_y = mapped.stated_unit("position-y", mapping.position_y);
  if (!mapping.position_unit.empty() || unit_x.has_value() == unit_y.has_value()) return;
  throw InputError(fmt::format(
      "{} has the unit '{}', but {} has none, so it is not known whether both have the same unit. Give the key "
      "'position-unit' in {}.",
      unit_x ? x : y, unit_x ? *unit_x : *unit_y, unit_x ? y : x, mapping.file));
}

/// Positions of these rows and columns, one for each frame; or of the axes of a raster: a row for each of its rows and
/// a column for each of its columns. `where`: as in pair_coordinates().
std::vector<Position> pair_or_raster(std::vector<double> const& rows, std::vector<double> const& cols,
                                     RasterShape const& raster, std::string const& where) {
  if (rows.size() != raster.rows || cols.size() != raster.cols) return pair_coordinates(rows, cols, where);
  std::vector<Position> positions;
  for (double const row : rows)
    for (double const col : cols) positions.push_back({.row_m = row, .col_m = col});
  return positions;
}

/// Positions in metres. Needs the object's pixel of the scan, which may be their unit.
std::vector<Position> positions_of(FilesWithMapping const& mapped, Scan const& scan, MappedFrames const& frames) {
  Mapping const& mapping = mapped.mapping;
  auto const metres_per_unit = [&](char const* key, std::string const& dataset, double pixel_m) {
    auto const unit = mapped.unit_for(key, dataset, mapping.position_unit, "m");
    return unit == "px" ? pixel_m : metres_in(unit, mapped.where(key, dataset));
  };
  if (!mapping.positions.empty()) {
    mapped.file_of("positions", mapping.positions);
    auto const parts = datasets_of_all(mapped.inputs, mapping.positions);
    std::vector<Position> positions;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      bool const with_frames = parts.size() == frames.by_file.size();
      std::size_t const expected = with_frames ? frames.by_file[i] : frames.frames.frames();
      auto const read = read_translation(parts[i], expected);
      positions.insert(positions.end(), read.begin(), read.end());
    }
    double const rows_m = metres_per_unit("positions", mapping.positions, scan.pixel_row_m);
    double const cols_m = metres_per_unit("positions", mapping.positions, scan.pixel_col_m);
    for (auto& p : positions) p = {.row_m = p.row_m * rows_m, .col_m = p.col_m * cols_m};
    return turn_positions(std::move(positions), mapping.axes);
  }
  require_units_of_both(mapped);
  double const x_unit_m = metres_per_unit("position-x", mapping.position_x, scan.pixel_col_m);
  double const y_unit_m = metres_per_unit("position-y", mapping.position_y, scan.pixel_row_m);
  auto positions =
      pair_or_raster(mapped.values("position-y", mapping.position_y), mapped.values("position-x", mapping.position_x),
                     frames.frames.raster(), mapped.where("position-y", mapping.position_y));
  for (auto& p : positions) p = {.row_m = p.row_m * y_unit_m, .col_m = p.col_m * x_unit_m};
  return turn_positions(std::move(positions), mapping.axes);
}

/// Numbers of the frames of the positions; positions with a negative number have no frame and are left out.
void read_indexes(FilesWithMapping const& mapped, Scan& scan) {
  if (mapped.mapping.indexes.empty()) return;
  auto const dataset = mapped.open("indexes", mapped.mapping.indexes);
  auto const indexes = dataset.read<std::int64_t>();
  if (indexes.size() != scan.positions.size())
    throw InputError(fmt::format("{} has {} numbers, but there are {} positions: each needs the number of its frame.",
                                 dataset.where(), indexes.size(), scan.positions.size()));
  auto const positions = std::exchange(scan.positions, {});
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    if (indexes[i] < 0) continue;
    scan.positions.push_back(positions[i]);
    scan.indexes.push_back(indexes[i]);
  }
  if (scan.positions.size() < positions.size())
    scan.reading.add(PositionsWithoutFrame{positions.size() - scan.positions.size()});
}

bool has_positions(Mapping const& mapping) {
  return !mapping.positions.empty() || !mapping.position_x.empty();
}

void require_complete(Mapping const& mapping, bool is_raster) {
  if (mapping.frames.empty())
    throw InputError(mapping.file + ": the key 'frames' is missing; give the path of the frames' dataset.");
  if (!mapping.positions.empty() && !(mapping.position_x.empty() && mapping.position_y.empty()))
    throw InputError(mapping.file +
                     ": the key 'positions' contradicts 'position-x' and 'position-y'; leave it or these two out.");
  if (mapping.position_x.empty() != mapping.position_y.empty())
    throw InputError(mapping.file + ": half of the positions is missing; give both 'position-x' and 'position-y'.");
  if (!has_positions(mapping) && !is_raster)
    throw InputError(mapping.file +
                     ": positions are missing; give the key 'positions', or both 'position-x' and 'position-y', or the "
                     "keys 'raster' and 'step'.");
  if (has_positions(mapping) && mapping.raster.shape)
    throw InputError(mapping.file + ": the key 'raster' contradicts the positions; leave out one of them.");
}

/// Mask, dark and probe.
void read_extras(FilesWithMapping const& mapped, Finding& finding) {
  Mapping const& mapping = mapped.mapping;
  Scan& scan = finding.scan;
  bool const zero_is_good = mapping.mask_polarity == MaskPolarity::zero_is_good;
  if (!mapping.mask.empty()) {
    mapped.file_of("mask", mapping.mask);
    finding.mask = MaskPlace{std::move(*mask_of_all(mapped.inputs, mapping.mask)),
                             zero_is_good ? MaskRule::nonzero_bad : MaskRule::nonzero_valid};
  }
  if (!mapping.dark.empty())
    finding.conversion.dark = read_dark(mapped.open("dark", mapping.dark), finding.frames.shape(), scan.reading);
  if (!mapping.probe.empty()) scan.probe = read_probe_modes(mapped.open("probe", mapping.probe), scan.reading);
  if (mapping.angle.number)
    scan.angle_deg = mapping.angle.number;
  else if (!mapping.angle.dataset.empty())
    scan.angle_deg =
        angle_of_dataset(mapped.file_of("angle", mapping.angle.dataset), mapping.angle.dataset, scan.reading);
}

}  // namespace

Finding find_mapped(Inputs const& inputs, ReadOptions const& given) {
  auto options = given;
  options.near_field = given.near_field || names_near_field(given.mapping->propagation);
  Mapping mapping = *options.mapping;
  if (!options.position_unit.empty()) mapping.position_unit = options.position_unit;
  require_complete(mapping, options.raster.shape || mapping.raster.shape);
  FilesWithMapping const mapped{inputs, mapping};
  ReadingReport report;
  auto frames = find_mapped_frames(mapped, report);
  Scan scan;
  scan.reading = std::move(report);
  scan.detector = frames.frames.detector();
  set_mapped_geometry(mapped, options, scan);
  if (has_positions(mapping) && !options.raster.shape) {
    scan.positions = positions_of(mapped, scan, frames);
    read_indexes(mapped, scan);
  }
  Finding finding{.scan = std::move(scan), .frames = std::move(frames.frames)};
  finding.conversion.amplitudes = mapping.amplitude;
  finding.orientation = mapping.orientation;
  finding.raster = Raster{.shape = {}, .axes = mapping.axes};
  if (has_positions(mapping))
    finding.positions_where =
        mapped.where("positions", mapping.positions.empty() ? mapping.position_x : mapping.positions);
  read_extras(mapped, finding);
  return finding;
}

}  // namespace ptyger::read
