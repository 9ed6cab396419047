#pragma once

#include <cstdint>
#include <string>

#include "hdf5/handle.hpp"
#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "hdf5/types.hpp"

namespace ptyger::hdf5 {

/// Type of the values of an array in a file that is not HDF5.
struct RawType {
  /// Meaning of the bits. Complex numbers are two floats, the real part first.
  enum class Form { integer, unsigned_integer, real, complex };
  Form form = Form::unsigned_integer;
  std::size_t bytes = 1;    ///< size of a value: 1, 2, 4, 8 of integers; 2, 4, 8 of floats; 8, 16 of complex numbers
  bool big_endian = false;  ///< order of the bytes
};

/// Frames in records of equal size, each with a header before its frame.
struct Records {
  std::uint64_t offset = 0;      ///< where the first record begins in the file, bytes
  std::size_t number = 0;        ///< number of records
  std::size_t header_bytes = 0;  ///< size of a header, a multiple of the size of a value
  std::size_t rows = 0;          ///< rows of a frame
  std::size_t cols = 0;          ///< columns of a frame
};

/// An HDF5 file in memory that presents the arrays of a file of another kind, so that everything that reads HDF5 reads
/// them. Missing groups of a name are made.
class MemoryFile {
 public:
  /// `path`: the file that is presented. It is not opened.
  explicit MemoryFile(std::string path);

  std::string const& path() const { return path_; }

  /// Writes datasets and attributes into memory.
  OutputFile& out() { return out_; }

  /// Whether there is an object of this name.
  bool exists(std::string const& name) const;

  /// Makes a dataset in memory, whose values write_rows() writes. Shape {} makes a scalar.
  void reserve(std::string const& name, RawType const& type, Shape const& shape);

  /// Writes entries [first, first + number) of the first axis of a dataset of reserve(); `bytes`: their values in the
  /// type of the dataset, in C order. A scalar has one entry.
  void write_rows(std::string const& name, std::size_t first, std::size_t number, void const* bytes);

  /// Makes a dataset that has its values in the presented file, or of another `file`, from `offset` on, in C order.
  /// Nothing is copied. The file must be long enough: HDF5 gives zeros for bytes that are missing.
  void stored(std::string const& name, RawType const& type, Shape const& shape, std::uint64_t offset,
              std::string const& file = {});

  /// Makes a dataset (number, rows, columns) of the frames in records of the presented file. Nothing is copied. The
  /// records are the dataset `name`_records.
  void stored_frames(std::string const& name, RawType const& type, Records const& records);

  /// The file, for reading.
  InputFile input() &&;

 private:
  void create(std::string const& name, RawType const& type, Shape const& shape, hid_t creation);

  std::string path_;
  FileHandle handle_;
  OutputFile out_;
};

}  // namespace ptyger::hdf5
