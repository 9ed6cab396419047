#pragma once

#include <string_view>

#include "array_files/byte_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// Whether these bytes begin as a ZIP archive does.
bool is_zip(std::string_view head);

/// Presents the arrays of numbers in a NumPy archive as datasets of their names; other members are left out. As
/// ptychodus writes them, numbers are also attributes: each of the root, and A_B, where A is an array, as B of A.
/// InputError when the archive is damaged or has no array of numbers.
void present_npz(ByteFile const& file, hdf5::MemoryFile& memory);

}  // namespace ptyger::array_files
