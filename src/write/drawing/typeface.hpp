#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ptyger::write {

/// Height of a capital letter of DejaVu Sans, in units of the size of the text.
inline constexpr double capital_height = 0.729;

/// One letter as DejaVu Sans has it.
struct Glyph {
  char32_t letter = 0;
  int index = 0;       ///< number of its outline in the typeface
  double advance = 0;  ///< distance to the next letter, in units of the size of the text
};

/// The letters of a text in UTF-8. Control characters, bytes that are no UTF-8, and letters that the typeface lacks
/// become the replacement character U+FFFD.
std::vector<Glyph> glyphs_of(std::string_view words);

/// The letters of glyphs in UTF-8.
std::string utf8_of(std::vector<Glyph> const& glyphs);

/// How much of each pixel a glyph covers.
struct GlyphCover {
  int left = 0;  ///< columns from the origin of the glyph to the first pixel
  int top = 0;   ///< rows from the baseline to the first pixel; negative above it
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> cover;  ///< [row][col], 0 to 255
};

/// Rasterises a glyph. size: pixels; shift: distance of the origin from the left edge of its pixel, 0..1 pixels.
GlyphCover glyph_cover(int index, double size, double shift);

/// The file of the typeface, DejaVuSans.ttf, which is a part of the program.
std::string_view typeface_file();

}  // namespace ptyger::write
