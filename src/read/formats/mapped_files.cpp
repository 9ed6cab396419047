#include "read/formats/mapped_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// The place that one word between the commas of brackets states; false when it is neither a number nor ":".
bool read_place(std::string word, std::vector<std::optional<std::size_t>>& places) {
  std::erase(word, ' ');
  places.push_back(core::number_of_text<std::size_t>(word));
  return places.back() || word == ":";
}

}  // namespace

MappedPath parse_mapped_path(std::string const& name) {
  auto const bracket = name.rfind('[');
  if (bracket == std::string::npos || bracket == 0 || name.back() != ']') return {name};
  MappedPath path{name.substr(0, bracket)};
  auto const list = name.substr(bracket + 1, name.size() - bracket - 2);
  for (std::size_t begin = 0; begin <= list.size();) {
    auto const end = std::min(list.find(',', begin), list.size());
    if (!read_place(list.substr(begin, end - begin), path.places)) return {name};
    begin = end + 1;
  }
  return path;
}

std::vector<std::size_t> chosen_entries(hdf5::Shape const& shape, MappedPath const& path, std::string const& where) {
  if (path.places.size() > shape.size())
    throw InputError(fmt::format("{} has the shape {}, but the mapping chooses along {} axes.", where,
                                 hdf5::to_string(shape), path.places.size()));
  std::vector<std::size_t> entries{0};
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    bool const chosen = axis < path.places.size() && path.places[axis].has_value();
    std::size_t const place = chosen ? *path.places[axis] : 0;
    if (place >= shape[axis] && chosen)
      throw InputError(fmt::format("{} has the shape {}: there is no entry {} along its axis {}, counted from 0.",
                                   where, hdf5::to_string(shape), place, axis));
    std::vector<std::size_t> next;
    for (auto const entry : entries)
      for (std::size_t index = place; index < (chosen ? place + 1 : shape[axis]); ++index)
        next.push_back(entry * shape[axis] + index);
    entries = std::move(next);
  }
  return entries;
}

hdf5::InputFile const& FilesWithMapping::file_of(char const* key, std::string const& dataset) const {
  if (auto const* const file = file_with(inputs, dataset)) return *file;
  throw InputError(fmt::format("{}: the dataset '{}', which the key '{}' of {} names, is missing: {}.",
                               inputs.front().path(), dataset, key, mapping.file, inputs.front().why_missing(dataset)));
}

hdf5::InputDataset FilesWithMapping::open(char const* key, std::string const& dataset) const {
  return file_of(key, dataset).dataset(dataset);
}

MappedPath FilesWithMapping::path(std::string const& name) const {
  return file_with(inputs, name) == nullptr ? parse_mapped_path(name) : MappedPath{name};
}

std::vector<double> FilesWithMapping::values(char const* key, std::string const& name) const {
  auto const place = path(name);
  file_of(key, place.dataset);
  std::vector<double> all;
  for (auto const& part : datasets_of_all(inputs, place.dataset)) {
    auto const values = part.read<double>();
    if (place.places.empty())
      all.insert(all.end(), values.begin(), values.end());
    else
      for (auto const entry : chosen_entries(part.shape(), place, part.where())) all.push_back(values[entry]);
  }
  return all;
}

std::string FilesWithMapping::where(char const* key, std::string const& name) const {
  return fmt::format("{}: dataset '{}'", file_of(key, path(name).dataset).path(), name);
}

std::optional<std::string> FilesWithMapping::stated_unit(char const* key, std::string const& name) const {
  auto const dataset = path(name).dataset;
  return unit_of(file_of(key, dataset), dataset);
}

std::string FilesWithMapping::unit_for(char const* key, std::string const& name, std::string const& unit,
                                       char const* otherwise) const {
  if (!unit.empty() || name.empty()) return unit.empty() ? otherwise : unit;
  return stated_unit(key, name).value_or(otherwise);
}

}  // namespace ptyger::read
