#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace ptyger::write {

/// Writes one image as TIFF with 32-bit floats, [row][col], not compressed. An existing file is replaced only when
/// the new file is complete. `description` is the tag ImageDescription, ASCII. Throws InputError when the folder is
/// missing and OutputError when writing fails.
void write_tiff(std::string const& path, std::size_t rows, std::size_t cols, std::span<float const> values,
                std::string const& description);

}  // namespace ptyger::write
