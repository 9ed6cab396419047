#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hdf5/handle.hpp"
#include "hdf5/types.hpp"

namespace ptyger::hdf5 {

/// One dataset opened for reading. Integers and floats of any size and byte order are converted to the type asked
/// for (a value outside its range becomes the nearest one inside); complex numbers are accepted as the compounds
/// {r, i} and {real, imag} of float or double and, with zero imaginary part, as plain numbers.
/// Every failure is an InputError that names file and dataset: missing filter, wrong type, damaged data.
class InputDataset {
 public:
  InputDataset(DatasetHandle handle, std::string where);

  /// "FILE: dataset 'NAME'", the start of a message.
  std::string const& where() const { return where_; }
  Shape const& shape() const { return shape_; }
  std::size_t rank() const { return shape_.size(); }
  std::size_t size() const { return count(shape_); }
  Kind kind() const { return kind_; }

  /// Shape of the chunks; empty when the dataset is stored in one piece.
  Shape chunk() const;

  /// All values in C order.
  template <Element T>
  std::vector<T> read() const;

  /// Entries [first, first + number) along the first axis, in C order, into out.
  template <Element T>
  void read_rows(std::size_t first, std::size_t number, T* out) const;

  /// Entries of all axes but the last two taken as one, images [first, first + number) of them, in C order, into out.
  /// For rank 3 or more.
  template <Element T>
  void read_images(std::size_t first, std::size_t number, T* out) const;

  /// The one value of a dataset of shape (), (1,), (1, 1), ...; InputError when it has several.
  double scalar() const;

  /// The one string of a dataset, of fixed or variable length.
  std::string text() const;

  /// All strings of a list, of variable length.
  std::vector<std::string> texts() const;

 private:
  template <Element T>
  void read_selected(hid_t memory_space, hid_t file_space, T* out) const;

  DatasetHandle handle_;
  PropertyHandle creation_;  ///< what it was created with: layout, chunks, filters
  TypeHandle type_;
  std::string where_;
  Shape shape_;
  Kind kind_;
};

}  // namespace ptyger::hdf5
