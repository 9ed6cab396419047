#pragma once

#include <cstdint>
#include <span>

namespace ptyger::fuzz {

/// Makes a file as the bytes say - a layout and edits of it - and reads it by all readers, with options that the bytes
/// choose; or reads the bytes as the text of a mapping. Whatever a reader throws but InputError is let through.
void read_what_bytes_say(std::span<std::uint8_t const> bytes);

}  // namespace ptyger::fuzz
