#pragma once

#include <string_view>

#include "array_files/byte_file.hpp"

namespace ptyger::array_files {

/// Throws an InputError that says what a file is which is not read, and what to do. `head`: its beginning.
[[noreturn]] void refuse_unknown(ByteFile const& file, std::string_view head);

}  // namespace ptyger::array_files
