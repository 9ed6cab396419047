#include "read/detector_files/nion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <nlohmann/json.hpp>
#include <vector>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/detector_files/scan_axes.hpp"

namespace ptyger::read {
namespace {

/// A dataset with properties.
struct DataItem {
  hdf5::InputFile const* file;
  std::string name;
};

/// Data items of frames, of rank 3 or more.
std::vector<DataItem> items_of(Inputs const& inputs) {
  std::vector<DataItem> found;
  auto const add = [&](hdf5::InputFile const& file, std::string const& name) {
    if (file.has_dataset(name) && file.text_attribute(name, "properties") && file.dataset(name).rank() > 2)
      found.push_back({&file, name});
  };
  for (auto const& file : inputs) {
    add(file, "data");
    for (auto const& name : file.members("data")) add(file, "data/" + name);
  }
  return found;
}

nlohmann::json properties_of(DataItem const& item) {
  auto json = nlohmann::json::parse(item.file->text_attribute(item.name, "properties").value_or(""), nullptr, false);
  if (json.is_object()) return json;
  throw InputError(
      fmt::format("{}: the attribute 'properties' of '{}' is no JSON object, so the calibration is unknown. "
                  "Repair it, or describe the file by --mapping.",
                  item.file->path(), item.name));
}

/// The value at a path of keys; null when there is none.
nlohmann::json at(nlohmann::json const& json, std::string const& path) {
  nlohmann::json::json_pointer const pointer(path);
  return json.contains(pointer) ? json.at(pointer) : nlohmann::json();
}

double number_or_zero(nlohmann::json const& value) {
  return value.is_number() ? value.get<double>() : 0;
}

/// InputError unless the last two axes are those of the frames, of rank 3 or 4.
void require_frames_last(DataItem const& item, nlohmann::json const& properties, std::size_t rank) {
  auto const datum = at(properties, "/datum_dimension_count");
  bool const is_sequence = at(properties, "/is_sequence") == true;
  auto const scan_axes = number_or_zero(at(properties, "/collection_dimension_count")) + (is_sequence ? 1 : 0);
  if (!datum.is_null() && number_or_zero(datum) == 2 && scan_axes + 2 == static_cast<double>(rank)) return;
  throw InputError(
      fmt::format("{}: the properties of '{}' do not say that its last two axes of {} are those of the frames "
                  "(datum_dimension_count 2), so the axes of the scan are not known. Describe the file by --mapping.",
                  item.file->path(), item.name, rank));
}

ScanAxis axis_of_calibration(nlohmann::json const& calibrations, std::size_t axis) {
  auto const& calibration =
      calibrations.is_array() && axis < calibrations.size() ? calibrations[axis] : nlohmann::json();
  auto const units = at(calibration, "/units");
  return {number_or_zero(at(calibration, "/scale")), units.is_string() ? units.get<std::string>() : ""};
}

/// Energy of the electrons, eV; empty when it is not stated.
std::optional<double> energy_of(nlohmann::json const& properties) {
  for (char const* path : {"/metadata/instrument/high_tension", "/metadata/hardware_source/autostem/high_tension_v"})
    if (auto const tension = at(properties, path); tension.is_number() && tension.get<double>() > 0)
      return tension.get<double>();
  return {};
}

}  // namespace

std::string missing_in_nion(Inputs const& inputs) {
  return items_of(inputs).empty() ? "no dataset of frames in 'data' has the attribute properties" : "";
}

DetectorFrames open_nion(Inputs const& inputs, ReadingReport& /*report*/) {
  auto const items = items_of(inputs);
  if (items.size() > 1) {
    std::vector<std::string> names;
    for (auto const& item : items) names.push_back(item.file->path() + ": " + item.name);
    throw InputError(fmt::format("there are several data items of frames: {}. Name the frames of one by --mapping.",
                                 fmt::join(names, ", ")));
  }
  auto const& item = items.front();
  auto const properties = properties_of(item);
  auto dataset = item.file->dataset(item.name);
  std::size_t const rank = dataset.rank();
  require_frames_last(item, properties, rank);
  auto calibrations = at(properties, "/dimensional_calibrations");
  if (calibrations.is_null()) calibrations = at(properties, "/spatial_calibrations");
  std::array<ScanAxis, 4> axes;
  for (std::size_t i = 0; i < rank && i < axes.size(); ++i)
    axes[axes.size() - 1 - i] = axis_of_calibration(calibrations, rank - 1 - i);
  return electron_frames(std::move(dataset), axes, energy_of(properties));
}

}  // namespace ptyger::read
