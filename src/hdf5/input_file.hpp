#pragma once

#include <optional>
#include <set>
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
  /// A file that is open for reading; `path` is its name in messages.
  InputFile(std::string path, FileHandle handle);

  std::string const& path() const { return path_; }

  /// Whether dataset() has opened a dataset, or the one of this name, since the last call of forget_reading().
  bool was_read() const { return !read_.empty(); }
  bool was_read(std::string const& name) const { return read_.contains(name); }
  void forget_reading() const { read_.clear(); }

  /// Whether the name leads to an object, through hard, soft or external links; false for a dangling link.
  bool exists(std::string const& name) const;

  /// Whether the name leads to a dataset.
  bool has_dataset(std::string const& name) const;

  /// File and address of an object, by which two names of one object are known; text for comparisons only.
  std::string identity(std::string const& name) const;

  /// Why has_dataset(name) is false: which part of the name is missing, or where a dangling link leads.
  std::string why_missing(std::string const& name) const;

  /// InputError when the name is an external link into a file that is there but damaged.
  void refuse_damaged_target(std::string const& name) const;

  /// Opens a dataset. InputError when the name is missing, a dangling link, or a group; the message says which.
  InputDataset dataset(std::string const& name) const;

  /// Names of the links in a group, in alphabetical order; empty when there is no such group.
  std::vector<std::string> members(std::string const& group) const;

  /// Names of the attributes of a group or dataset; empty when there is no such object.
  std::vector<std::string> attributes(std::string const& object) const;

  /// Numeric attribute of a group or dataset ("/" for the file itself); empty when it is missing.
  std::optional<double> number_attribute(std::string const& object, std::string const& attribute) const;

  /// All numbers of an attribute; empty when it is missing.
  std::optional<std::vector<double>> numbers_attribute(std::string const& object, std::string const& attribute) const;

  /// String attribute of a group or dataset; empty when it is missing or has no element.
  std::optional<std::string> text_attribute(std::string const& object, std::string const& attribute) const;

 private:
  AttributeHandle open_attribute(std::string const& object, std::string const& attribute) const;

  std::string path_;
  FileHandle handle_;
  mutable std::set<std::string> read_;  ///< names by which dataset() has opened datasets
};

/// Whether a file exists and is HDF5. Throws nothing.
bool is_hdf5(std::string const& path);

}  // namespace ptyger::hdf5
