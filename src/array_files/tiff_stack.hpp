#pragma once

#include <string_view>

#include "array_files/byte_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// Whether these bytes begin as a TIFF or BigTIFF file does.
bool is_tiff(std::string_view head);

/// Presents the pages of a TIFF file as the dataset `array`: (rows, columns) of one page, (pages, rows, columns) of
/// several, and of one page whose description says that ImageJ stored more images behind it. InputError when the file
/// is damaged, has pages of several sizes or types, colours, or values of other than 8, 16, 32 or 64 bits.
void present_tiff(ByteFile const& file, hdf5::MemoryFile& memory);

}  // namespace ptyger::array_files
