#pragma once

#include <string>

namespace ptyger::write {

/// Seals a file: appends a line with a checksum of its content. HDF5 and its tools ignore bytes behind their data.
/// Throws OutputError with `name`, the final name of the file.
void seal(std::string const& path, std::string const& name);

/// Throws InputError when the content of a file differs from its checksum. A missing, empty or unreadable file passes:
/// opening it reports the cause. Call it before HDF5 opens the file, since HDF5 may crash on wrong bytes.
void require_seal(std::string const& path);

}  // namespace ptyger::write
