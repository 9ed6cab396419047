#pragma once

#include <string_view>

#include "array_files/byte_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// Whether these bytes begin as a .mib file of a Merlin detector does.
bool is_merlin(std::string_view head);

/// Presents the frames of a Merlin detector in place as the dataset `array`, (frames, rows, columns), and the raster
/// that the file of equal name with the ending .hdr states (stated.hpp). A frame follows a header of text, in which all
/// frames are alike. InputError for a file that is truncated or damaged, and for raw bits of the chips (type R64).
void present_merlin(ByteFile const& file, hdf5::MemoryFile& memory);

}  // namespace ptyger::array_files
