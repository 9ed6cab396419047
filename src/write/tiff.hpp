#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace ptyger::write {

/// Size of an image pixel on the sample, metres; 0: unknown.
struct TiffPixel {
  double row_m = 0;  ///< height
  double col_m = 0;  ///< width
};

/// Writes one image as TIFF with 32-bit floats, [row][col], not compressed. An existing file is replaced only when
/// the new file is complete. `description` is the tag ImageDescription, ASCII. With a known pixel the tags of the
/// resolution are pixels for each nanometre, and the description begins with the lines by which ImageJ and Fiji know
/// that. Throws InputError when the folder is missing and OutputError when writing fails.
void write_tiff(std::string const& path, std::size_t rows, std::size_t cols, std::span<float const> values,
                std::string const& description, TiffPixel const& pixel = {});

}  // namespace ptyger::write
