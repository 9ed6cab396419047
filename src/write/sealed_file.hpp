#pragma once

#include <string>

namespace ptyger::write {

/// Appends a line with a checksum of all that is in a file. HDF5 and its tools ignore what follows their data.
/// Throws OutputError with `name`, which the file is to get.
void seal(std::string const& path, std::string const& name);

/// Throws InputError when a file is not as it was sealed. One that cannot be read passes: opening it says why. To be
/// called before HDF5 sees the file: the library trusts what it reads and may crash on wrong bytes.
void require_seal(std::string const& path);

}  // namespace ptyger::write
