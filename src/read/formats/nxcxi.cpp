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
#include "read/formats/nexus_images.hpp"
#include "read/geometry.hpp"
#include "read/near_field.hpp"
#include "read/positions/position_units.hpp"
#include "read/positions/positions.hpp"
#include "read/probe.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// Paths in a file; empty when the file has no such object.
struct Layout {
  std::string entry, instrument, beam, sample;  ///< groups
  std::string translation;                      ///< dataset
  std::string transformations;                  ///< group with the translations and rotations of the sample
  NexusImages images;                           ///< frames and their detector
};

std::vector<std::string> const energy_names = {"energy", "incident_beam_energy", "incident_energy"};
std::vector<std::string> const wavelength_names = {"incident_wavelength", "wavelength"};

/// The dataset `translation` of the first group that has one.
std::string translation_of(hdf5::InputFile const& file, std::string const& entry, std::string const& instrument,
                           std::string const& sample) {
  auto groups = groups_of_class(file, entry, "NXdata");
  auto const add = [&](std::string const& owner, char const* nx_class) {
    if (owner.empty()) return;
    for (auto const& group : groups_of_class(file, owner, nx_class)) groups.push_back(group);
  };
  add(instrument, "NXdetector");
  add(sample, "NXgeometry");
  for (auto const& group : groups)
    if (auto found = first_dataset(file, group, {"translation"}); !found.empty()) return found;
  return "";
}

/// Whether the file has positions for so many frames: one for each, or for each row and column of a raster.
bool has_positions(hdf5::InputFile const& file, Layout const& layout, std::size_t frames) {
  if (!layout.translation.empty()) {
    auto const size = file.dataset(layout.translation).size();
    return size == 2 * frames || size == 3 * frames;
  }
  std::vector<std::size_t> sizes;
  if (!layout.transformations.empty())
    for (auto const& name : file.members(layout.transformations.substr(0, layout.transformations.size() - 1)))
      if (file.has_dataset(layout.transformations + name))
        sizes.push_back(file.dataset(layout.transformations + name).size());
  return std::any_of(sizes.begin(), sizes.end(), [&](std::size_t rows) {
    return rows == frames || std::any_of(sizes.begin(), sizes.end(), [&](std::size_t cols) {
             return rows > 1 && cols > 1 && rows * cols == frames;
           });
  });
}

Layout layout_of(hdf5::InputFile const& file) {
  Layout found;
  found.entry = group_of_class(file, "", "NXentry");
  if (found.entry.empty()) return found;
  auto const instrument = found.instrument = group_of_class(file, found.entry, "NXinstrument");
  found.sample = group_of_class(file, found.entry, "NXsample");
  for (auto const& owner : {instrument, found.sample, found.entry})
    if (found.beam.empty() && !owner.empty()) found.beam = group_of_class(file, owner, "NXbeam");
  if (!found.sample.empty()) found.transformations = group_of_class(file, found.sample, "NXtransformations");
  if (found.transformations.empty() && !found.sample.empty() && file.exists(found.sample + "transformations"))
    found.transformations = found.sample + "transformations/";
  found.translation = translation_of(file, found.entry, instrument, found.sample);
  found.images = find_nexus_images(file, found.entry, instrument,
                                   [&](std::size_t frames) { return has_positions(file, found, frames); });
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
                       std::size_t component, ReadOptions const& options) {
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
  return {lengths_m(file, dataset, options.position_unit), sign};
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

std::vector<Position> positions_of_sample(hdf5::InputFile const& file, Layout const& layout, std::size_t frames,
                                          ReadOptions const& options) {
  Axis x = translation_along(file, layout.transformations, "x", 0, options);
  Axis y = translation_along(file, layout.transformations, "y", 1, options);
  spread_raster(x, y, frames);
  for (double& value : x.values_m) value *= x.sign;
  for (double& value : y.values_m) value *= y.sign;
  return pair_coordinates(y.values_m, x.values_m, file.path() + ": datasets of '" + layout.transformations + "'");
}

std::optional<Beam> beam_of(hdf5::InputFile const& file, Layout const& layout, ReadingReport& report) {
  if (auto const energy = first_dataset(file, layout.beam, energy_names); !energy.empty())
    return photons_of_dataset(file, energy, report);
  if (auto const wavelength = first_dataset(file, layout.beam, wavelength_names); !wavelength.empty())
    return photons_of_wavelength(length_m(file, wavelength, report), file.path() + ": dataset '" + wavelength + "'");
  return {};
}

void read_detector(hdf5::InputFile const& file, Layout const& layout, ReadOptions const& options, Finding& finding) {
  Scan& scan = finding.scan;
  auto const pixel = [&](std::string const& name) {
    bool const stated = !layout.images.detector.empty() && file.has_dataset(layout.images.detector + name);
    return stated ? std::optional(detector_pixel_m(file, layout.images.detector + name, scan.reading)) : std::nullopt;
  };
  std::optional<double> distance;
  if (auto const name = first_dataset(file, layout.images.detector, {"distance"}); !name.empty())
    distance = std::abs(length_m(file, name, scan.reading));
  std::string const where = fmt::format("{}: '{}' (distance, x_pixel_size, y_pixel_size) and '{}' (energy)",
                                        file.path(), layout.images.detector, layout.beam);
  set_geometry(scan, beam_of(file, layout, scan.reading), {distance, pixel("y_pixel_size"), pixel("x_pixel_size")},
               options, where);
  if (auto const mask = first_dataset(file, layout.images.detector, {"pixel_mask", "mask"}); !mask.empty())
    finding.mask = MaskPlace{file.dataset(mask), mask.ends_with("pixel_mask") ? MaskRule::nonzero_bad : MaskRule::cxi};
  if (!layout.images.detector.empty())
    finding.conversion.dark = find_dark(file, layout.images.detector, finding.frames.shape(), scan.reading);
}

}  // namespace

std::string missing_in_nxcxi(Inputs const& inputs) {
  if (inputs.size() != 1) return "it is one file, but " + std::to_string(inputs.size()) + " were given";
  auto const& file = inputs.front();
  auto const layout = layout_of(file);
  if (layout.entry.empty()) return "there is no group of the NX_class NXentry";
  if (layout.beam.empty() && !says_ptychography(file, layout.entry))
    return "there is neither a group of the NX_class NXbeam nor a definition NXcxi_ptycho";
  if (layout.images.frames.empty())
    return "neither an NXdata nor an NXdetector in '" + layout.entry + "' has the dataset data with images" +
           (layout.images.unreadable.empty() ? "" : ": " + layout.images.unreadable);
  if (layout.translation.empty() && layout.transformations.empty())
    return "there is neither a dataset translation nor an NXtransformations of the sample";
  return "";
}

Finding find_nxcxi(Inputs const& inputs, ReadOptions const& given) {
  auto const& file = inputs.front();
  auto const layout = layout_of(file);
  if (!layout.images.ambiguous.empty())
    throw InputError(file.path() + ": " + layout.images.ambiguous +
                     " hold images to which the positions could belong. Say by --mapping which are the frames.");
  auto const options =
      with_near_field(given, file, {layout.entry + "propagation", layout.images.detector + "propagation"},
                      {layout.beam, layout.images.detector, layout.instrument, layout.entry});
  Finding finding{.scan = {}, .frames = file.dataset(layout.images.frames)};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  std::size_t const frames = finding.frames.frames();
  read_detector(file, layout, options, finding);
  scan.positions = layout.translation.empty()
                       ? positions_of_sample(file, layout, frames, options)
                       : positions_in_metres(read_translation(file.dataset(layout.translation), frames), file,
                                             layout.translation, options, scan);
  for (auto const& owner : {layout.transformations, layout.sample})
    if (!owner.empty() && !scan.angle_deg)
      scan.angle_deg = angle_of_dataset(file, owner + "rotation_angle", scan.reading);
  scan.probe = initial_probe(file, scan.reading);
  return finding;
}

}  // namespace ptyger::read
