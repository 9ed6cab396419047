#pragma once

#include <string_view>

#include "array_files/byte_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// Whether these bytes begin as a blockfile (.blo) of NanoMEGAS does.
bool is_blockfile(std::string_view head);

/// Presents the frames of a blockfile in place as the dataset `array`, (frames, rows, columns), 8 bits a pixel, with
/// the raster, beam and geometry that its header states (stated.hpp). InputError for a file that is truncated or
/// damaged.
void present_blockfile(ByteFile const& file, hdf5::MemoryFile& memory);

}  // namespace ptyger::array_files
