#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ptyger/read_options.hpp"
#include "read/formats/format.hpp"

namespace ptyger::read {

/// A dataset as a mapping names it: "PATH", or "PATH[2, :]" for a choice along its first axes, as in Python.
struct MappedPath {
  std::string dataset;                                  ///< path in the file
  std::vector<std::optional<std::size_t>> places = {};  ///< for each of the first axes its index, or empty for all
};

/// Splits "PATH[2, :]". A name without brackets is a path.
MappedPath parse_mapped_path(std::string const& name);

/// Numbers in C order of the entries of an array of this shape that the places choose. InputError, beginning with
/// `where`, when there are more places than axes, or when an index is not in the array.
std::vector<std::size_t> chosen_entries(hdf5::Shape const& shape, MappedPath const& path, std::string const& where);

/// The inputs and their mapping. `key`: key of the mapping, for messages.
struct FilesWithMapping {
  Inputs const& inputs;
  Mapping const& mapping;

  /// The first file with the dataset; InputError when none has it.
  hdf5::InputFile const& file_of(char const* key, std::string const& dataset) const;
  hdf5::InputDataset open(char const* key, std::string const& dataset) const;

  /// The path of a dataset as the mapping names it. A name with brackets that is the path of a dataset is this path.
  MappedPath path(std::string const& name) const;

  /// "FILE: dataset 'NAME'", the start of a message.
  std::string where(char const* key, std::string const& name) const;

  /// The chosen values of a dataset in every file that has it, one after the other.
  std::vector<double> values(char const* key, std::string const& name) const;

  /// The attribute `units` of a dataset.
  std::optional<std::string> stated_unit(char const* key, std::string const& name) const;

  /// Unit from the mapping, else from the dataset, else `otherwise`.
  std::string unit_for(char const* key, std::string const& name, std::string const& unit, char const* otherwise) const;
};

}  // namespace ptyger::read
