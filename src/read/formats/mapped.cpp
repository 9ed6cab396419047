#include "read/formats/mapped.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "ptyger/error.hpp"
#include "read/angle.hpp"
#include "read/beam.hpp"
#include "read/dark.hpp"
#include "read/frames.hpp"
#include "read/geometry.hpp"
#include "read/near_field.hpp"
#include "read/positions.hpp"
#include "read/probe.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// The inputs and their mapping. `key`: key of the mapping, for messages.
struct FilesWithMapping {
  Inputs const& inputs;
  Mapping const& mapping;

  hdf5::InputFile const& file_of(char const* key, std::string const& dataset) const {
    if (auto const* const file = file_with(inputs, dataset)) return *file;
    throw InputError(fmt::format("{}: the dataset '{}', which the key '{}' of {} names, is missing: {}.",
                                 inputs.front().path(), dataset, key, mapping.file,
                                 inputs.front().why_missing(dataset)));
  }
  hdf5::InputDataset open(char const* key, std::string const& dataset) const {
    return file_of(key, dataset).dataset(dataset);
  }
};

/// Unit from the mapping, else from the dataset, else `otherwise`.
std::string unit_for(FilesWithMapping const& mapped, char const* key, std::string const& dataset,
                     std::string const& unit, char const* otherwise) {
  if (!unit.empty() || dataset.empty()) return unit.empty() ? otherwise : unit;
  return unit_of(mapped.file_of(key, dataset), dataset).value_or(otherwise);
}

/// Value of a quantity in its unit; empty when the mapping does not state it.
std::optional<double> value_of(FilesWithMapping const& mapped, char const* key, MappedQuantity const& quantity) {
  if (quantity.number) return quantity.number;
  if (quantity.dataset.empty()) return {};
  return mapped.open(key, quantity.dataset).scalar();
}

/// Where a quantity is stated: the dataset, or the key of the mapping; for messages.
std::string where_of(FilesWithMapping const& mapped, char const* key, MappedQuantity const& quantity) {
  return quantity.dataset.empty() ? fmt::format("{}: key '{}'", mapped.mapping.file, key)
                                  : mapped.open(key, quantity.dataset).where();
}

/// Height and width of a pixel as the mapping states them, two equal quantities when it states one length.
std::array<MappedQuantity, 2> height_and_width(FilesWithMapping const& mapped, char const* key,
                                               MappedQuantity const& pixel) {
  MappedQuantity height{.dataset = "", .number = pixel.number, .width = {}, .unit = pixel.unit};
  if (!pixel.dataset.empty()) {
    auto const dataset = mapped.open(key, pixel.dataset);
    if (dataset.size() != 2) return {pixel, pixel};
    auto const values = dataset.read<double>();
    height.unit = unit_for(mapped, key, pixel.dataset, pixel.unit, "m");
    height.number = values[0];
    MappedQuantity width = height;
    width.number = values[1];
    return {height, width};
  }
  MappedQuantity width = height;
  if (pixel.width) width.number = pixel.width;
  return {height, width};
}

/// A length in metres; empty when the mapping does not state it. InputError unless it is positive.
std::optional<double> length_of(FilesWithMapping const& mapped, char const* key, MappedQuantity const& quantity) {
  auto const value = value_of(mapped, key, quantity);
  if (!value) return {};
  double const length_m =
      *value * metres_in(unit_for(mapped, key, quantity.dataset, quantity.unit, "m"), where_of(mapped, key, quantity));
  if (std::isfinite(length_m) && length_m > 0) return length_m;
  throw InputError(
      fmt::format("{} gives {} as the {}, which must be a positive number: the size of the object's pixel "
                  "depends on it.",
                  where_of(mapped, key, quantity), *value, key));
}

/// InputError when two values of one length differ by more than 1 %; the message begins with `origins`, which names the
/// places of both values.
void require_same(double one_m, double other_m, char const* length, std::string const& origins) {
  if (std::abs(one_m / other_m - 1) <= 0.01) return;
  throw InputError(fmt::format("{}: {} of {:.6g} m and {:.6g} m contradict each other. Leave out what is wrong.",
                               origins, length, one_m, other_m));
}

std::optional<Beam> stated_energy(FilesWithMapping const& mapped, ReadingReport& report) {
  auto const energy = value_of(mapped, "energy", mapped.mapping.energy);
  if (!energy) return {};
  auto const where = where_of(mapped, "energy", mapped.mapping.energy);
  auto const unit = unit_for(mapped, "energy", mapped.mapping.energy.dataset, mapped.mapping.energy.unit, "");
  if (unit.empty()) return photons_of_energy(*energy, where, report);
  return beam_of_energy(*energy * electronvolts_in(unit, where), 0, where, report);
}

/// The beam of the mapping. When it states both energy and wavelength, these decide between photons and electrons and
/// must agree, unless an option replaces the energy; otherwise the particles are assumed (ParticleAssumed).
std::optional<Beam> beam_of(FilesWithMapping const& mapped, ReadOptions const& options, ReadingReport& report) {
  auto const wavelength = length_of(mapped, "wavelength", mapped.mapping.wavelength);
  if (!wavelength) return stated_energy(mapped, report);
  auto const where = where_of(mapped, "wavelength", mapped.mapping.wavelength);
  ReadingReport unused;
  auto const stated = stated_energy(mapped, unused);
  if (!stated || options.energy_eV) return beam_of_wavelength(*wavelength, where, report);
  Beam const beam{*wavelength, stated->energy_eV};
  auto const energy = where_of(mapped, "energy", mapped.mapping.energy);
  require_same(
      beam_of_kind(kind_of(beam), beam.energy_eV, energy).wavelength_m, *wavelength, "wavelengths",
      fmt::format("{} (energy {:.6g} eV) and {} (wavelength {:.6g} m)", energy, beam.energy_eV, where, *wavelength));
  return beam;
}

void set_mapped_geometry(FilesWithMapping const& mapped, ReadOptions const& options, Scan& scan) {
  Mapping const& mapping = mapped.mapping;
  auto const detector_pixels = height_and_width(mapped, "detector-pixel", mapping.detector_pixel);
  auto const detector_pixel = length_of(mapped, "detector-pixel", detector_pixels[0]);
  auto const detector_width = length_of(mapped, "detector-pixel", detector_pixels[1]);
  auto const distance = length_of(mapped, "distance", mapping.distance);
  auto const pixels = height_and_width(mapped, "pixel", mapping.pixel);
  auto const pixel = length_of(mapped, "pixel", pixels[0]);
  auto const width = length_of(mapped, "pixel", pixels[1]);
  auto const beam = beam_of(mapped, options, scan.reading);
  bool const options_replace_geometry =
      options.pixel_m || options.detector_pixel_m || options.distance_m || options.energy_eV;
  if (!options_replace_geometry && pixel && beam && distance && detector_pixel)
    require_same(*pixel, object_pixel_m(beam->wavelength_m, *distance, scan.detector, *detector_pixel),
                 "pixels of the object",
                 fmt::format("{} (pixel {:.6g} m) and {} (detector-pixel {:.6g} m) with the distance {:.6g} m and the "
                             "wavelength {:.6g} m",
                             where_of(mapped, "pixel", mapping.pixel), *pixel,
                             where_of(mapped, "detector-pixel", mapping.detector_pixel), *detector_pixel, *distance,
                             beam->wavelength_m));
  ReadOptions with_pixel = options;
  if (!options.pixel_m && !options.detector_pixel_m) with_pixel.pixel_m = pixel;
  set_geometry(scan, beam, {distance, detector_pixel, detector_width}, with_pixel,
               fmt::format("{}, as {} maps it,", mapped.inputs.front().path(), mapping.file));
  if (pixel && width && with_pixel.pixel_m == pixel) scan.pixel_col_m *= *width / *pixel;
}

/// InputError when only one of position-x and position-y has a unit: the other would be taken as metres.
void require_units_of_both(FilesWithMapping const& mapped) {
  Mapping const& mapping = mapped.mapping;
  auto const x = mapped.open("position-x", mapping.position_x).where();
  auto const y = mapped.open("position-y", mapping.position_y).where();
  auto const unit_x = unit_of(mapped.file_of("position-x", mapping.position_x), mapping.position_x);
  auto const unit_y = unit_of(mapped.file_of("position-y", mapping.position_y), mapping.position_y);
  if (!mapping.position_unit.empty() || unit_x.has_value() == unit_y.has_value()) return;
  throw InputError(fmt::format(
      "{} has the unit '{}', but {} has none, so it is not known whether both have the same unit. Give the key "
      "'position-unit' in {}.",
      unit_x ? x : y, unit_x ? *unit_x : *unit_y, unit_x ? y : x, mapping.file));
}

/// The values of a dataset of every file that has it, one after the other.
std::vector<double> values_of_all(FilesWithMapping const& mapped, std::string const& dataset) {
  std::vector<double> all;
  for (auto const& part : datasets_of_all(mapped.inputs, dataset)) {
    auto const values = part.read<double>();
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

/// Positions in metres. Needs the object's pixel of the scan, which may be their unit.
std::vector<Position> positions_of(FilesWithMapping const& mapped, Scan const& scan, std::size_t frames) {
  Mapping const& mapping = mapped.mapping;
  auto const metres_per_unit = [&](char const* key, std::string const& dataset, double pixel_m) {
    auto const unit = unit_for(mapped, key, dataset, mapping.position_unit, "m");
    return unit == "px" ? pixel_m : metres_in(unit, mapped.open(key, dataset).where());
  };
  if (!mapping.positions.empty()) {
    mapped.file_of("positions", mapping.positions);
    auto const parts = datasets_of_all(mapped.inputs, mapping.positions);
    auto const frame_parts = datasets_of_all(mapped.inputs, mapping.frames.front());
    std::vector<Position> positions;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::size_t const expected = parts.size() == frame_parts.size() ? frame_extent(frame_parts[i]).frames : frames;
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
  auto const where = mapped.open("position-y", mapping.position_y).where();
  auto positions =
      pair_coordinates(values_of_all(mapped, mapping.position_y), values_of_all(mapped, mapping.position_x), where);
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
  refuse_near_field(mapping.propagation, mapping.file + ": key 'propagation'");
}

/// Mask, dark and probe.
void read_extras(FilesWithMapping const& mapped, Finding& finding) {
  Mapping const& mapping = mapped.mapping;
  Scan& scan = finding.scan;
  if (!mapping.mask.empty())
    finding.mask = MaskPlace{mapped.open("mask", mapping.mask), mapping.mask_polarity == MaskPolarity::zero_is_good
                                                                    ? MaskRule::nonzero_bad
                                                                    : MaskRule::nonzero_valid};
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

Finding find_mapped(Inputs const& inputs, ReadOptions const& options) {
  Mapping mapping = *options.mapping;
  if (!options.position_unit.empty()) mapping.position_unit = options.position_unit;
  require_complete(mapping, options.raster.shape || mapping.raster.shape);
  FilesWithMapping const mapped{inputs, mapping};
  mapped.file_of("frames", mapping.frames.front());
  Finding finding{.scan = {}, .frames = FrameSet(datasets_of_all(inputs, mapping.frames.front()))};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  finding.conversion.amplitudes = mapping.amplitude;
  finding.orientation = mapping.orientation;
  set_mapped_geometry(mapped, options, scan);
  finding.raster = Raster{.shape = {}, .axes = mapping.axes};
  if (has_positions(mapping) && !options.raster.shape) {
    scan.positions = positions_of(mapped, scan, finding.frames.frames());
    finding.positions_where =
        mapped.open("positions", mapping.positions.empty() ? mapping.position_x : mapping.positions).where();
    read_indexes(mapped, scan);
  }
  read_extras(mapped, finding);
  return finding;
}

}  // namespace ptyger::read
