#pragma once

#include <cstdint>
#include <span>

namespace ptyger::fuzz {

/// Makes a file from a layout and edits that the bytes choose, and reads it by all readers with options that the bytes
/// choose; or reads the bytes as the text of a mapping. Only an InputError is caught.
void run_readers(std::span<std::uint8_t const> bytes);

}  // namespace ptyger::fuzz
