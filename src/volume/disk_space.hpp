#pragma once

#include <string>

namespace ptyger::volume {

/// Allocates disk space for the whole length of a file, so that a full disk is found before data are written. Where the
/// file system cannot allocate, compares the length with the free space. Throws OutputError with the space needed, the
/// cause and `name`, the final name of the file.
void reserve_disk(std::string const& path, std::string const& name);

}  // namespace ptyger::volume
