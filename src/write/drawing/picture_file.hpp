#pragma once

#include <array>
#include <optional>
#include <string>

#include "ptyger/words.hpp"
#include "write/drawing/drawing.hpp"

namespace ptyger::write {

/// File format of a picture. Lines and letters of SVG and PDF stay sharp at any size, and can be edited.
enum class PictureFormat { png, svg, pdf };
/// Words of PictureFormat, which are also the endings of its files.
constexpr std::array<Word<PictureFormat>, 3> words_of(PictureFormat) {
  return {{{"png", PictureFormat::png}, {"svg", PictureFormat::svg}, {"pdf", PictureFormat::pdf}}};
}

/// The format that the ending of a file name states, in capital or small letters; empty for other endings.
std::optional<PictureFormat> picture_format_of(std::string const& path);

/// Writes a picture. An existing file is replaced only when the new file is complete. Throws OutputError.
void write_picture(std::string const& path, Drawing const& drawing, PictureFormat format);

}  // namespace ptyger::write
