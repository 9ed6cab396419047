#pragma once

#include <string>

#include "write/canvas.hpp"

namespace ptyger {

/// Writes a picture as PNG, 8-bit RGB, replacing an older one only when the new one is whole.
/// Throws InputError when the folder does not take a file, CallError when writing fails.
void write_png(std::string const& path, Canvas const& canvas);

}  // namespace ptyger
