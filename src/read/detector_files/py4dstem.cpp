#include "read/detector_files/py4dstem.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "ptyger/error.hpp"
#include "read/detector_files/scan_axes.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

constexpr int deepest_datacube = 4;  // groups above a datacube

/// Adds the paths of the groups of the class DataCube in a group, with a slash at the end.
void add_datacubes(hdf5::InputFile const& file, std::string const& group, int depth, std::vector<std::string>& found) {
  for (auto const& name : file.members(group.empty() ? "/" : group)) {
    auto const path = group + name;
    if (depth > deepest_datacube || file.has_dataset(path) || !file.exists(path)) continue;
    if (file.has_dataset(path + "/data") && file.text_attribute(path, "python_class").value_or("") == "DataCube")
      found.push_back(path + "/");
    add_datacubes(file, path + "/", depth + 1, found);
  }
}

/// Adds the paths of datacubes of the versions before 0.13, with a slash at the end.
void add_early_datacubes(hdf5::InputFile const& file, std::vector<std::string>& found) {
  for (auto const& top : file.members("/"))
    for (auto const& name : file.members(top + "/data/datacubes"))
      if (auto const path = fmt::format("{}/data/datacubes/{}", top, name); file.has_dataset(path + "/data"))
        found.push_back(path + "/");
}

std::vector<std::string> datacubes_of(hdf5::InputFile const& file) {
  std::vector<std::string> found;
  add_datacubes(file, "", 0, found);
  add_early_datacubes(file, found);
  return found;
}

/// Groups that may hold calibrations of a datacube, the ones that replace others first.
std::vector<std::string> calibrations_of(std::string const& datacube) {
  auto const top = datacube.substr(0, datacube.find('/') + 1);
  return {top + "metadatabundle/calibration/", top + "metadata/calibration/", top + "metadata/microscope/"};
}

/// The number of a dataset; empty when there is none, or when it is a text such as _None.
std::optional<double> number_of(hdf5::InputFile const& file, std::string const& name) {
  if (!file.has_dataset(name)) return {};
  auto const dataset = file.dataset(name);
  if (dataset.kind() == hdf5::Kind::text || dataset.size() != 1) return {};
  return dataset.scalar();
}

std::string text_of(hdf5::InputFile const& file, std::string const& name) {
  if (!file.has_dataset(name)) return {};
  auto const dataset = file.dataset(name);
  return dataset.kind() == hdf5::Kind::text ? dataset.text() : "";
}

/// The step of the calibration, such as Q_pixel_size; not stated when there is none.
ScanAxis calibrated_axis(hdf5::InputFile const& file, std::string const& datacube, std::string const& space) {
  for (auto const& group : calibrations_of(datacube))
    if (auto const step = number_of(file, group + space + "_pixel_size")) {
      auto const unit = text_of(file, group + space + "_pixel_units");
      return {*step, unit.empty() ? text_of(file, group + space + "_pixel_size_units") : unit};
    }
  return {};
}

/// The step between the first two numbers of a dimension of emdfile.
ScanAxis dimension(hdf5::InputFile const& file, std::string const& name) {
  if (!file.has_dataset(name)) return {};
  auto const dataset = file.dataset(name);
  if (dataset.size() < 2 || dataset.kind() == hdf5::Kind::text) return {};
  auto const values = dataset.read<double>();
  return {values[1] - values[0], unit_of(file, name).value_or("")};
}

/// InputError when the names of the dimensions show another order than (Rx, Ry, Qx, Qy).
void require_order(hdf5::InputFile const& file, std::string const& datacube) {
  std::string names;
  for (int i = 0; i < 4; ++i)
    names += file.text_attribute(fmt::format("{}dim{}", datacube, i), "name").value_or("?").substr(0, 1);
  if (names.find_first_not_of("RQ") != std::string::npos || names == "RRQQ") return;
  throw InputError(
      fmt::format("{}: '{}' has its dimensions in the order {}, where R is the scan and Q the diffraction pattern, but "
                  "RRQQ is needed. Write its data in this order.",
                  file.path(), datacube, names));
}

/// How the scan is turned against the detector: the inverse of the turn from patterns to the scan.
PositionAxes axes_of_scan(hdf5::InputFile const& file, std::string const& datacube) {
  for (auto const& group : calibrations_of(datacube)) {
    auto const turn = number_of(file, group + "QR_rotation");
    auto const flip = number_of(file, group + "QR_flip");
    if (!turn && !flip) continue;
    bool const in_degrees = text_of(file, group + "QR_rotation_units").starts_with("deg");
    double const degrees = turn.value_or(0) * (in_degrees ? 1 : 180 / std::numbers::pi);
    if (!std::isfinite(degrees))
      throw InputError(
          fmt::format("{}: '{}QR_rotation' is {}, which is no angle. Repair it, or remove it and give "
                      "--scan-rotation.",
                      file.path(), group, *turn));
    bool const swap = flip.value_or(0) != 0;
    return {.swap = swap, .rotation_deg = std::remainder(swap ? -degrees : degrees, 360)};
  }
  return {};
}

/// The first file with a datacube; null when there is none.
hdf5::InputFile const* file_with_datacube(Inputs const& inputs) {
  auto const found =
      std::find_if(inputs.begin(), inputs.end(), [](auto const& file) { return !datacubes_of(file).empty(); });
  return found == inputs.end() ? nullptr : &*found;
}

}  // namespace

std::string missing_in_py4dstem(Inputs const& inputs) {
  return file_with_datacube(inputs) == nullptr ? "no group is a DataCube" : "";
}

DetectorFrames open_py4dstem(Inputs const& inputs, ReadingReport& /*report*/) {
  auto const& file = *file_with_datacube(inputs);
  auto const datacubes = datacubes_of(file);
  if (datacubes.size() > 1)
    throw InputError(fmt::format("{}: there are several datacubes: {}. Name the frames of one by --mapping.",
                                 file.path(), fmt::join(datacubes, ", ")));
  auto const& datacube = datacubes.front();
  require_order(file, datacube);
  std::array<ScanAxis, 4> axes;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    axes[i] = calibrated_axis(file, datacube, i < 2 ? "R" : "Q");
    if (axis_unit(axes[i].unit).kind == AxisKind::unknown)
      axes[i] = dimension(file, fmt::format("{}dim{}", datacube, i));
  }
  auto found = electron_frames(file.dataset(datacube + "data"), axes, {});
  if (found.raster) found.raster->axes = axes_of_scan(file, datacube);
  return found;
}

}  // namespace ptyger::read
