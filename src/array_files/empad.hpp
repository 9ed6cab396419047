#pragma once

#include <string_view>

#include "array_files/byte_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// A frame of an EMPAD detector in its file: rows of floats, of which the last ones are counters.
inline constexpr std::size_t empad_rows = 130;
inline constexpr std::size_t empad_cols = 128;
inline constexpr std::size_t empad_counter_rows = 2;
inline constexpr std::size_t empad_frame_bytes = empad_rows * empad_cols * 4;

/// Whether a file is one of the two of an EMPAD detector: XML that names a file of frames, or that file, known by its
/// size and by XML that names it: beside it, or among the other files that are given.
bool is_empad(ByteFile const& file, std::string_view head);

/// Presents the frames of an EMPAD detector in place as the dataset `array`, (frames, 130, 128), of which the last two
/// rows are counters, with raster, beam and calibration that the XML states (stated.hpp). InputError when a file is
/// missing, truncated or damaged.
void present_empad(ByteFile const& file, hdf5::MemoryFile& memory);

}  // namespace ptyger::array_files
