#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "write/drawing/canvas.hpp"

namespace ptyger::write {

/// Writes a picture as PNG, 8-bit RGB. An existing file is replaced only when the new file is complete. Throws
/// OutputError.
void write_png(std::string const& path, Canvas const& canvas);

/// The bytes of a PNG file, 8-bit RGB, of `pixels`, [row][col].
std::string png_bytes(std::size_t rows, std::size_t cols, std::span<Colour const> pixels);

}  // namespace ptyger::write
