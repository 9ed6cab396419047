#pragma once

#include <cstdint>
#include <string>

namespace ptyger::write {

/// Allocates disk space for a file that will have so many bytes, so that a full disk is found before data are written.
/// Where the file system cannot allocate, compares them with the free space. Throws OutputError with the space needed,
/// the cause and `name`, the final name of the file.
void reserve_disk(std::string const& path, std::uintmax_t bytes, std::string const& name);

}  // namespace ptyger::write
