#pragma once

#include <string>

namespace ptyger::volume {

/// Gives a file all the disk space that its length promises, so that a full disk shows before anything is written to
/// it. Where the file system cannot do that, only compares with the free space. OutputError with how much is needed,
/// the cause and `name`, the file that it will become.
void reserve_disk(std::string const& path, std::string const& name);

}  // namespace ptyger::volume
