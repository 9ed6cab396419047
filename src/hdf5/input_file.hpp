#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hdf5/handle.hpp"
#include "hdf5/input_dataset.hpp"

namespace ptyger::hdf5 {

/// An HDF5 file opened for reading with the serial driver: needs no MPI.
class InputFile {
 public:
  /// InputError when the file is missing, unreadable, not HDF5, or truncated; the message says which.
  explicit InputFile(std::string path);

  std::string const& path() const { return path_; }

  /// True when the name leads to an object through hard, soft and external links; false for a dangling link.
  bool exists(std::string const& name) const;

  /// True when the name leads to a dataset.
  bool has_dataset(std::string const& name) const;

  /// Names of what a group holds, in the order of the alphabet; empty when it is no group.
  std::vector<std::string> names(std::string const& group) const;

  /// Why has_dataset(name) is false: which part of the name is not there, or where a dangling link leads.
  std::string why_missing(std::string const& name) const;

  /// Opens a dataset. InputError when it is missing, a dangling link, or no dataset; the message says which.
  InputDataset dataset(std::string const& name) const;

  /// Names of the links in a group, in alphabetical order; empty when there is no such group.
  std::vector<std::string> members(std::string const& group) const;

  /// Numeric attribute of a group or dataset ("/" for the file itself), if it is there.
  std::optional<double> number_attribute(std::string const& object, std::string const& attribute) const;

  /// All numbers of an attribute, if it is there.
  std::optional<std::vector<double>> numbers_attribute(std::string const& object, std::string const& attribute) const;

  /// String attribute of a group or dataset, if it is there.
  std::optional<std::string> text_attribute(std::string const& object, std::string const& attribute) const;

 private:
  AttributeHandle open_attribute(std::string const& object, std::string const& attribute) const;

  std::string path_;
  FileHandle handle_;
};

/// True when the file can be opened as HDF5. Throws nothing.
bool is_hdf5(std::string const& path);

}  // namespace ptyger::hdf5
