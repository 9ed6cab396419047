#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ptyger::array_files {

/// The first `most` bytes that a zlib stream unpacks to; fewer when it ends before. InputError, beginning with `where`,
/// when it is damaged.
std::string inflate_beginning(std::string_view packed, std::size_t most, std::string const& where);

}  // namespace ptyger::array_files
