#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// Types of the elements of a MATLAB file, by their numbers in the file.
enum class MatType : std::uint32_t { matrix = 14, compressed = 15 };

/// One element of a MATLAB file: a tag and values.
struct MatElement {
  std::uint32_t type = 0;
  std::size_t data = 0;   ///< where the values begin
  std::size_t bytes = 0;  ///< number of their bytes
  std::size_t next = 0;   ///< where the next element begins, after the padding
};

/// Bytes of a MATLAB file.
struct MatBytes {
  std::string_view bytes;
  bool big_endian;
  std::string const& where;  ///< file, for messages
};

/// The element whose tag begins at `at`. Its values may lie beyond the bytes. InputError when the tag does.
MatElement mat_element(MatBytes const& mat, std::size_t at);

/// The type of the values of an element; empty when they are no real numbers.
std::optional<hdf5::RawType> mat_number_type(MatElement const& element, bool big_endian);

/// The beginning of an array.
struct MatArray {
  std::string name;
  char const* class_name = nullptr;  ///< "double", "uint16", "logical", ...; null: no array of numbers
  bool complex = false;
  hdf5::Shape shape;          ///< extents of MATLAB in reverse order
  std::size_t real_part = 0;  ///< where the element of the real part begins
};

/// The array in the values of an element of the type matrix, which begin at `at`. InputError when they are damaged.
MatArray mat_array(MatBytes const& mat, std::size_t at);

}  // namespace ptyger::array_files
