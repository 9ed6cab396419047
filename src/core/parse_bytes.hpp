#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace ptyger::core {

/// Bytes of "80GiB", "500 MB", "1.5T" or a plain number; 0 for any other text.
std::size_t parse_bytes(std::string const& text);

/// A number of bytes in a unit that suits it, such as "80.5 GiB".
std::string bytes_text(std::uintmax_t bytes);

}  // namespace ptyger::core
