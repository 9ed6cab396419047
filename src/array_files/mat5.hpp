#pragma once

#include <string_view>

#include "array_files/byte_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// Whether these bytes begin as a MATLAB file of version 5 does (saved by -v6 or -v7; -v7.3 is HDF5).
bool is_mat5(std::string_view head);

/// Presents the numeric arrays of a MATLAB file as datasets of their names, with their class as the attribute
/// `MATLAB_class`, as MATLAB itself writes them into HDF5: extents in reverse order, since the first index is the
/// fastest in the file. Real arrays that are not compressed stay in place. Texts, cells, structures and sparse arrays
/// are left out. InputError when the file is damaged or has no numeric array.
void present_mat5(ByteFile const& file, hdf5::MemoryFile& memory);

}  // namespace ptyger::array_files
