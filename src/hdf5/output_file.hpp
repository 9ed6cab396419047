#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "hdf5/handle.hpp"
#include "hdf5/types.hpp"

namespace ptyger::hdf5 {

/// How a dataset is stored.
struct Storage {
  Shape chunk = {};     ///< extents of a chunk; empty: no chunks, or with gzip one entry of the first axis (rank > 1)
  unsigned gzip = 0;    ///< level 1 (fast) to 9; 0: not compressed
  bool shuffle = true;  ///< with gzip: bytes of equal weight are stored side by side, which compresses numbers better
  bool preallocated = false;  ///< space is allocated at once and not initialised; not with gzip
};

/// How a string is stored.
enum class TextLength {
  variable,  ///< string of variable length
  fixed      ///< string of as many bytes as it has
};

/// An HDF5 file being written with the serial driver: needs no MPI. Missing groups of a name are made. Files store no
/// times, so that equal contents make equal files. A failure is an OutputError when the system refused to write, such
/// as on a full disk, else a CallError; both name the file, the object and the cause. The destructor reports no
/// failure: call close().
class OutputFile {
 public:
  /// Creates the file; replaces an existing one. `name`: name of the file in messages, if it is not `path`.
  explicit OutputFile(std::string const& path, std::string const& name = {});
  /// A file that was opened for writing; `name` is its name in messages.
  OutputFile(std::string name, FileHandle handle);
  /// Opens an existing file to add objects to it.
  static OutputFile extend(std::string const& path, std::string const& name);
  static OutputFile extend(std::string const& path) { return extend(path, path); }

  std::string const& name() const { return name_; }

  /// Makes a group.
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

  /// Makes a dataset whose values write_rows() writes, for data that are larger than the memory.
  template <Element T>
  void reserve(std::string const& name, Shape const& shape, Storage const& storage = {});

  /// Writes entries of the first axis of a dataset from `first` on. `values`: whole entries, in C order.
  template <Element T>
  void write_rows(std::string const& name, std::size_t first, std::span<T const> values);

  /// Writes a string, or a list of strings of variable length, as UTF-8.
  void text(std::string const& name, std::string const& value, TextLength length = TextLength::variable);
  void text(std::string const& name, std::vector<std::string> const& values);

  /// Writes an attribute of an existing group or dataset, or of the file ("/"); replaces an existing attribute.
  template <Real T>
  void attribute(std::string const& object, std::string const& name, T value);
  void attribute(std::string const& object, std::string const& name, std::string const& value);
  void attribute(std::string const& object, std::string const& name, char const* value) {
    attribute(object, name, std::string(value));
  }

  /// Makes a link `name` to the object `target` of this file (soft) or of another file (external).
  void soft_link(std::string const& name, std::string const& target);
  void external_link(std::string const& name, std::string const& file, std::string const& target);

  /// Writes all buffered data to the file.
  void flush();
  /// Writes all buffered data and closes the file.
  void close();
  /// Closes a file that several MPI ranks have open. Collective: every rank calls it, also a rank whose writes failed.
  void close_shared();

 private:
  DatasetHandle create(std::string const& name, hid_t type, Shape const& shape, Storage const& storage);
  void write_attribute(std::string const& object, std::string const& name, hid_t type, void const* value);
  std::string where(std::string const& name) const { return name_ + ": '" + name + "'"; }

  std::string name_;
  FileHandle handle_;
};

}  // namespace ptyger::hdf5
