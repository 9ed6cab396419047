#pragma once

#include <cstddef>
#include <string>

namespace ptyger::core {

/// Bytes of "80GiB", "500 MB", "1.5T" or a plain number; 0 for any other text.
std::size_t parse_bytes(std::string const& text);

}  // namespace ptyger::core
