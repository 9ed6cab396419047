#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "hdf5/handle.hpp"
#include "hdf5/types.hpp"

namespace ptyger::hdf5 {

/// How a dataset is stored. With gzip and no chunk, a chunk is one entry of the first axis (rank > 1) or everything.
struct Storage {
  Shape chunk = {};     ///< empty: in one piece, unless gzip needs chunks
  unsigned gzip = 0;    ///< level 1 (fast) to 9; 0: not compressed
  bool shuffle = true;  ///< before gzip: bytes of equal weight side by side, which compresses numbers better
  bool whole = false;   ///< all space is given out at once and holds anything until it is written; not with gzip
};

enum class TextLength { variable, fixed };

/// An HDF5 file being written with the serial driver: needs no MPI. Missing groups on the way to a name are made. Files
/// carry no times of day, so equal contents make equal files.
/// Every failure names the file, the object and the cause: OutputError when it is the system's (such as a full disk),
/// else CallError.
/// The destructor closes silently: call close() to learn whether all data reached the file.
class OutputFile {
 public:
  /// Creates the file, replacing one of that name. name: that messages give it, when it is to get another in the end.
  explicit OutputFile(std::string const& path, std::string const& name = {});
  /// Takes over a file that was opened for writing.
  OutputFile(std::string name, FileHandle handle);
  /// Opens a file that exists to add to it.
  static OutputFile extend(std::string const& path, std::string const& name);
  static OutputFile extend(std::string const& path) { return extend(path, path); }

  std::string const& name() const { return name_; }

  void group(std::string const& name);

  /// Writes a dataset; `values` in C order, as many as the shape has elements. Shape {} makes a scalar.
  template <Element T>
  void dataset(std::string const& name, Shape const& shape, std::span<T const> values, Storage const& storage = {});
  template <Element T>
  void dataset(std::string const& name, Shape const& shape, std::vector<T> const& values, Storage const& storage = {}) {
    dataset(name, shape, std::span<T const>(values), storage);
  }
  template <Element T>
  void scalar(std::string const& name, T value) {
    dataset(name, {}, std::span<T const>(&value, 1));
  }

  /// A dataset to be filled by write_rows, for data that never lies in memory as a whole.
  template <Element T>
  void reserve(std::string const& name, Shape const& shape, Storage const& storage = {});

  /// Writes entries along the first axis of a dataset, starting with `first`; rows make the number of values.
  template <Element T>
  void write_rows(std::string const& name, std::size_t first, std::span<T const> values);

  /// A scalar string, or a list of strings, of variable length or as fixed bytes; UTF-8.
  void text(std::string const& name, std::string const& value, TextLength length = TextLength::variable);
  void text(std::string const& name, std::vector<std::string> const& values);

  /// Attributes of a group or dataset that exists; "/" is the file itself. An attribute of that name is replaced.
  template <Real T>
  void attribute(std::string const& object, std::string const& name, T value);
  void attribute(std::string const& object, std::string const& name, std::string const& value);
  void attribute(std::string const& object, std::string const& name, char const* value) {
    attribute(object, name, std::string(value));
  }

  /// Makes `name` lead to `target`, in this file or in another.
  void soft_link(std::string const& name, std::string const& target);
  void external_link(std::string const& name, std::string const& file, std::string const& target);

  void flush();
  void close();
  /// Closes a file that several ranks have open: by one call, which a rank whose writes failed makes as well.
  void close_shared();

 private:
  DatasetHandle create(std::string const& name, hid_t type, Shape const& shape, Storage const& storage);
  void write_attribute(std::string const& object, std::string const& name, hid_t type, void const* value);
  std::string where(std::string const& name) const { return name_ + ": '" + name + "'"; }

  std::string name_;
  FileHandle handle_;
};

}  // namespace ptyger::hdf5
