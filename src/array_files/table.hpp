#pragma once

#include <string_view>

#include "array_files/byte_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// Whether these bytes, the beginning of a file, are text.
bool is_text(std::string_view head);

/// Whether a file, which begins with these bytes, is text with a table of numbers.
bool is_table(ByteFile const& file, std::string_view head);

/// Presents a table of numbers: each column is a dataset (N,) of its name, `column_1`, ... where there are no names,
/// with its unit as the attribute `units`. Columns are separated by semicolons, tabs, commas or blanks. InputError
/// names the line that has another number of fields, or a field that is no number.
void present_table(ByteFile const& file, hdf5::MemoryFile& memory);

}  // namespace ptyger::array_files
