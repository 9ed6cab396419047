#pragma once

#include "array_files/byte_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// Name of the array of a file that holds one array.
inline constexpr char const* only_array = "array";

/// Presents a NumPy array as the dataset `array`: in place, or copied when it is in Fortran order. InputError as
/// read_npy_header() throws it, and when the file is shorter than its header says.
void present_npy(ByteFile const& file, hdf5::MemoryFile& memory);

}  // namespace ptyger::array_files
