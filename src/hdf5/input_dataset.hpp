#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "hdf5/chunk_reader.hpp"
#include "hdf5/handle.hpp"
#include "hdf5/types.hpp"
#include "hdf5/virtual_reader.hpp"

namespace ptyger::hdf5 {

/// One dataset opened for reading. Integers and floats of any size and byte order are converted to the requested type;
/// a value outside of its range becomes the nearest value inside. Complex numbers are compounds {r, i} or {real, imag}
/// of float or double, or plain numbers, whose imaginary part is zero. A missing filter, a wrong type and damaged data
/// are an InputError that names file and dataset.
class InputDataset {
 public:
  InputDataset(DatasetHandle handle, std::string where);

  /// "FILE: dataset 'NAME'", the start of a message.
  std::string const& where() const { return where_; }
  Shape const& shape() const { return shape_; }
  std::size_t rank() const { return shape_.size(); }
  std::size_t size() const { return count(shape_); }
  Kind kind() const { return kind_; }

  bool has_attribute(std::string const& name) const;

  /// Shape of the chunks; empty when the dataset is stored in one piece.
  Shape chunk() const;

  /// All values in C order.
  template <Element T>
  std::vector<T> read() const;

  /// Reads entries [first, first + number) along the first axis into `out`, in C order.
  template <Element T>
  void read_rows(std::size_t first, std::size_t number, T* out) const;

  /// Reads images [first, first + number) into `out`, in C order. An image is [row][col], the last two axes; all axes
  /// before, at least one, count the images.
  template <Element T>
  void read_images(std::size_t first, std::size_t number, T* out) const;

  /// Reads the elements of a slab into `out`, in C order.
  template <Element T>
  void read_slab(Slab const& slab, T* out) const;

  /// [image] 1 for images of read_images() that the files do not hold, because a file of a virtual dataset is missing
  /// or too short; empty when all are there.
  std::vector<std::uint8_t> missing_images() const;

  /// File or dataset that is missing, so that there are missing_images(); empty when none is known.
  std::string missing_source() const { return virtual_ ? virtual_->missing_source() : std::string(); }

  /// The value of a dataset that has one element; InputError when it has several.
  double scalar() const;

  /// The string of a dataset that has one element, of fixed or variable length.
  std::string text() const;

  /// All strings of a dataset, of variable length.
  std::vector<std::string> texts() const;

 private:
  DatasetHandle handle_;
  PropertyHandle creation_;  ///< creation properties: layout, chunks, filters
  TypeHandle type_;          ///< type of the elements in the file
  std::string where_;
  Shape shape_;
  Kind kind_;
  std::unique_ptr<ChunkReader> chunks_;     ///< reads compressed chunks; null: HDF5 reads them
  std::unique_ptr<VirtualReader> virtual_;  ///< reads parts of a virtual dataset; null: HDF5 reads them
};

}  // namespace ptyger::hdf5
