#include "read/formats/nxcxi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/angle.hpp"
#include "read/dark.hpp"
#include "read/formats/nexus.hpp"
#include "read/geometry.hpp"
#include "read/near_field.hpp"
#include "read/positions.hpp"
#include "read/probe.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// Paths in a file; empty when the file has no such object.
struct Layout {
  std::string entry, detector, beam, sample;  ///< groups
  std::string frames, translation;            ///< datasets
  std::string transformations;                ///< group with the translations and rotations of the sample
};

std::vector<std::string> const energy_names = {"energy", "incident_beam_energy", "incident_energy"};
std::vector<std::string> const wavelength_names = {"incident_wavelength", "wavelength"};

Layout layout_of(hdf5::InputFile const& file) {
  Layout found;
  found.entry = group_of_class(file, "", "NXentry");
  if (found.entry.empty()) return found;
  auto const instrument = group_of_class(file, found.entry, "NXinstrument");
  found.sample = group_of_class(file, found.entry, "NXsample");
  if (!instrument.empty()) found.detector = group_of_class(file, instrument, "NXdetector");
  for (auto const& owner : {instrument, found.sample, found.entry})
    if (found.beam.empty() && !owner.empty()) found.beam = group_of_class(file, owner, "NXbeam");
  auto const data = group_of_class(file, found.entry, "NXdata");
  auto const geometry = found.sample.empty() ? "" : group_of_class(file, found.sample, "NXgeometry");
  if (!found.sample.empty()) found.transformations = group_of_class(file, found.sample, "NXtransformations");
  if (found.transformations.empty() && !found.sample.empty() && file.exists(found.sample + "transformations"))
    found.transformations = found.sample + "transformations/";
  for (auto const& owner : {data, found.detector, geometry}) {
    if (found.frames.empty()) found.frames = first_dataset(file, owner, {"data"});
    if (found.translation.empty()) found.translation = first_dataset(file, owner, {"translation"});
  }
  return found;
}

bool says_ptychography(hdf5::InputFile const& file, std::string const& entry) {
  std::string const name = entry + "definition";
  auto const definition = file.has_dataset(name) && file.dataset(name).kind() == hdf5::Kind::text
                              ? file.dataset(name).text()
                              : file.text_attribute(entry.substr(0, entry.size() - 1), "definition").value_or("");
  return definition.find("ptycho") != std::string::npos;
}

/// Coordinates along x or y: one for each frame, or for a raster one for each column (x) or row (y).
struct Axis {
  std::vector<double> values_m;  ///< metres, without the sign
  double sign = 1;               ///< -1 when the stage moves against the axis
};

/// The translation of the sample along one axis of the laboratory: the dataset whose attribute `vector` lies along the
/// axis, else the dataset `name`. With two stages along an axis the dataset with more values is taken.
Axis translation_along(hdf5::InputFile const& file, std::string const& transformations, char const* name,
                       std::size_t component) {
  std::string dataset = file.has_dataset(transformations + name) ? transformations + name : "";
  double sign = 1;
  for (auto const& candidate : file.members(transformations.substr(0, transformations.size() - 1))) {
    if (!file.has_dataset(transformations + candidate)) continue;
    if (file.text_attribute(transformations + candidate, "transformation_type").value_or("translation") !=
        "translation")
      continue;
    auto const vector = file.numbers_attribute(transformations + candidate, "vector");
    if (!vector || vector->size() != 3 || std::abs((*vector)[component]) < 0.9) continue;
    if (!dataset.empty() && file.dataset(transformations + candidate).size() < file.dataset(dataset).size()) continue;
    dataset = transformations + candidate;
    sign = (*vector)[component] < 0 ? -1 : 1;
  }
  if (dataset.empty())
    throw InputError(
        fmt::format("{}: dataset '{}{}' is missing: the sample's translation along {} is neither there "
                    "nor under another name with its vector. Add it, or name the positions by --mapping.",
                    file.path(), transformations, name, name));
  return {lengths_m(file, dataset), sign};
}

/// Makes one coordinate for each frame of a raster that has one for each column and row; x is the slow axis.
void spread_raster(Axis& x, Axis& y, std::size_t frames) {
  if (x.values_m.size() == frames || x.values_m.size() * y.values_m.size() != frames) return;
  Axis const slow = x, fast = y;
  x.values_m.clear();
  y.values_m.clear();
  for (double const slow_m : slow.values_m)
    for (double const fast_m : fast.values_m) {
      x.values_m.push_back(slow_m);
      y.values_m.push_back(fast_m);
    }
}

std::vector<Position> positions_of_sample(hdf5::InputFile const& file, Layout const& layout, std::size_t frames) {
  Axis x = translation_along(file, layout.transformations, "x", 0);
  Axis y = translation_along(file, layout.transformations, "y", 1);
  spread_raster(x, y, frames);
  for (double& value : x.values_m) value *= x.sign;
  for (double& value : y.values_m) value *= y.sign;
  return pair_coordinates(y.values_m, x.values_m, file.path() + ": datasets of '" + layout.transformations + "'");
}

/// Positions of the translation, metres. Some files label metres as um: when all coordinates are below 1 nm, they are
/// taken as metres (UnitCorrected).
std::vector<Position> translation_m(hdf5::InputFile const& file, std::string const& name, std::size_t frames,
                                    ReadingReport& report) {
  auto const dataset = file.dataset(name);
  auto positions = read_translation(dataset, frames);
  auto const unit = unit_of(file, name).value_or("m");
  double const factor = metres_in(unit, dataset.where());
  auto const tiny = [&](Position const& p) { return std::max(std::abs(p.row_m), std::abs(p.col_m)) * factor < 1e-9; };
  if (factor == 1 || !std::all_of(positions.begin(), positions.end(), tiny)) return scaled(positions, factor);
  report.add(UnitCorrected{UnitCorrected::Number::positions, dataset.where(), 0, unit, "m"});
  return positions;
}

/// Pixel of the detector, metres; empty when it is not stated. Some files label metres as um: a pixel below 1 nm is
/// taken as metres (UnitCorrected).
std::optional<double> detector_pixel_m(hdf5::InputFile const& file, std::string const& name, ReadingReport& report) {
  if (name.empty()) return {};
  double const pixel_m = length_m(file, name);
  auto const unit = unit_of(file, name).value_or("m");
  if (unit == "m" || !(pixel_m > 0 && pixel_m < 1e-9)) return pixel_m;
  auto const dataset = file.dataset(name);
  double const value = dataset.scalar();
  report.add(UnitCorrected{UnitCorrected::Number::detector_pixel, dataset.where(), value, unit, "m"});
  return value;
}

std::optional<Beam> beam_of(hdf5::InputFile const& file, Layout const& layout, ReadingReport& report) {
  if (auto const energy = first_dataset(file, layout.beam, energy_names); !energy.empty())
    return photons_of_dataset(file, energy, report);
  if (auto const wavelength = first_dataset(file, layout.beam, wavelength_names); !wavelength.empty())
    return photons_of_wavelength(length_m(file, wavelength), file.path() + ": dataset '" + wavelength + "'");
  return {};
}

void read_detector(hdf5::InputFile const& file, Layout const& layout, ReadOptions const& options, Finding& finding) {
  Scan& scan = finding.scan;
  auto const path_of = [&](char const* name) { return first_dataset(file, layout.detector, {name}); };
  auto const pixel = [&](char const* name) { return detector_pixel_m(file, path_of(name), scan.reading); };
  std::optional<double> distance;
  if (auto const name = path_of("distance"); !name.empty()) distance = std::abs(length_m(file, name));
  std::string const where = fmt::format("{}: '{}' (distance, x_pixel_size, y_pixel_size) and '{}' (energy)",
                                        file.path(), layout.detector, layout.beam);
  set_geometry(scan, beam_of(file, layout, scan.reading), {distance, pixel("y_pixel_size"), pixel("x_pixel_size")},
               options, where);
  if (auto const mask = first_dataset(file, layout.detector, {"pixel_mask", "mask"}); !mask.empty())
    finding.mask = MaskPlace{file.dataset(mask), mask.ends_with("pixel_mask") ? MaskRule::nonzero_bad : MaskRule::cxi};
  if (!layout.detector.empty())
    finding.conversion.dark = find_dark(file, layout.detector, finding.frames.shape(), scan.reading);
}

}  // namespace

std::string missing_in_nxcxi(Inputs const& inputs) {
  if (inputs.size() != 1) return "it is one file, but " + std::to_string(inputs.size()) + " were given";
  auto const& file = inputs.front();
  auto const layout = layout_of(file);
  if (layout.entry.empty()) return "there is no group of the NX_class NXentry";
  if (layout.beam.empty() && !says_ptychography(file, layout.entry))
    return "there is neither a group of the NX_class NXbeam nor a definition NXcxi_ptycho";
  if (layout.frames.empty())
    return "neither an NXdata nor an NXdetector in '" + layout.entry + "' has the dataset data";
  if (layout.translation.empty() && layout.transformations.empty())
    return "there is neither a dataset translation nor an NXtransformations of the sample";
  return "";
}

Finding find_nxcxi(Inputs const& inputs, ReadOptions const& options) {
  auto const& file = inputs.front();
  auto const layout = layout_of(file);
  refuse_near_field(file, {layout.entry + "propagation", layout.detector + "propagation"});
  Finding finding{.scan = {}, .frames = file.dataset(layout.frames)};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  std::size_t const frames = finding.frames.frames();
  scan.positions = layout.translation.empty() ? positions_of_sample(file, layout, frames)
                                              : translation_m(file, layout.translation, frames, scan.reading);
  read_detector(file, layout, options, finding);
  for (auto const& owner : {layout.transformations, layout.sample})
    if (!owner.empty() && !scan.angle_deg)
      scan.angle_deg = angle_of_dataset(file, owner + "rotation_angle", scan.reading);
  scan.probe = initial_probe(file, scan.reading);
  return finding;
}

}  // namespace ptyger::read
