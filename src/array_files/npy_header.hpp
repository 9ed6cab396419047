#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// What the header of a NumPy array says.
struct NpyHeader {
  std::optional<hdf5::RawType> type;  ///< empty: the values are no numbers of at most 64 bits a part
  std::string type_name;              ///< type as NumPy writes it
  hdf5::Shape shape;                  ///< as NumPy shows it
  bool fortran_order = false;         ///< the first index is the fastest in the file
  std::size_t data_offset = 0;        ///< where the values begin, bytes
};

/// Longest header that is read. NumPy aligns the values, so that a header has about 128 bytes.
inline constexpr std::size_t most_npy_header = 1U << 16U;

/// Whether these bytes begin as a NumPy array does.
bool is_npy(std::string_view head);

/// Reads the header at the beginning of `head`, versions 1 to 3. InputError, beginning with `where`, when it is
/// damaged.
NpyHeader read_npy_header(std::string_view head, std::string const& where);

/// The bytes of an array in Fortran order, in C order. `bytes`: as many as the shape has.
std::string in_c_order(std::string const& bytes, hdf5::Shape const& shape, std::size_t value_bytes);

}  // namespace ptyger::array_files
