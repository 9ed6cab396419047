#include "write/drawing/typeface.hpp"

#include <cstddef>

#include "core/expect.hpp"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wcast-align"
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wduplicated-branches"
#pragma GCC diagnostic ignored "-Wshadow"
#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#include <stb_truetype.h>
#pragma GCC diagnostic pop

namespace ptyger::write {

// DejaVuSans.ttf; cmake/Typeface.cmake makes the source file.
extern unsigned char const typeface_bytes[];
extern std::size_t const typeface_size;

namespace {

constexpr char32_t replacement = 0xFFFD;

stbtt_fontinfo const& font() {
  static stbtt_fontinfo const opened = [] {
    stbtt_fontinfo info;
    bool const is_font = stbtt_InitFont(&info, typeface_bytes, 0) != 0;
    core::expect(is_font, "the typeface is a TrueType font");
    return info;
  }();
  return opened;
}

/// Reads one letter of UTF-8 at `at` and moves `at` behind it.
char32_t next_letter(std::string_view words, std::size_t& at) {
  auto const byte = [&](std::size_t i) { return i < words.size() ? static_cast<unsigned char>(words[i]) : 0U; };
  unsigned const first = byte(at++);
  if (first < 0x80) return first < 0x20 || first == 0x7F ? replacement : first;
  int const following = first >= 0xF0 && first < 0xF8 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
  if (following == 0 || first >= 0xF8) return replacement;
  char32_t letter = first & (0x3FU >> following);
  for (int i = 0; i < following; ++i) {
    if ((byte(at) & 0xC0U) != 0x80U) return replacement;
    letter = letter << 6 | (byte(at++) & 0x3FU);
  }
  return letter;
}

}  // namespace

std::vector<Glyph> glyphs_of(std::string_view words) {
  double const scale = static_cast<double>(stbtt_ScaleForMappingEmToPixels(&font(), 1));
  std::vector<Glyph> glyphs;
  for (std::size_t at = 0; at < words.size();) {
    char32_t letter = next_letter(words, at);
    int index = stbtt_FindGlyphIndex(&font(), static_cast<int>(letter));
    if (index == 0) {
      letter = replacement;
      index = stbtt_FindGlyphIndex(&font(), static_cast<int>(letter));
    }
    int advance = 0;
    stbtt_GetGlyphHMetrics(&font(), index, &advance, nullptr);
    glyphs.push_back({letter, index, advance * scale});
  }
  return glyphs;
}

std::string utf8_of(std::vector<Glyph> const& glyphs) {
  std::string words;
  for (Glyph const& glyph : glyphs) {
    auto const letter = static_cast<std::uint32_t>(glyph.letter);
    int const following = letter < 0x80 ? 0 : letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
    std::uint32_t const mark =
        following == 0 ? 0U : 0xF00U >> (following + 1) & 0xFFU;  // 1..10 before the bits of the letter
    words += static_cast<char>(mark | letter >> (6 * following));
    for (int i = following; i-- > 0;) words += static_cast<char>(0x80U | (letter >> (6 * i) & 0x3FU));
  }
  return words;
}

GlyphCover glyph_cover(int index, double size, double shift) {
  float const scale = stbtt_ScaleForMappingEmToPixels(&font(), static_cast<float>(size));
  auto const shift_x = static_cast<float>(shift);
  GlyphCover glyph;
  int right = 0;
  int bottom = 0;
  stbtt_GetGlyphBitmapBoxSubpixel(&font(), index, scale, scale, shift_x, 0, &glyph.left, &glyph.top, &right, &bottom);
  glyph.width = right - glyph.left;
  glyph.height = bottom - glyph.top;
  glyph.cover.resize(static_cast<std::size_t>(glyph.width) * static_cast<std::size_t>(glyph.height));
  if (!glyph.cover.empty())
    stbtt_MakeGlyphBitmapSubpixel(&font(), glyph.cover.data(), glyph.width, glyph.height, glyph.width, scale, scale,
                                  shift_x, 0, index);
  return glyph;
}

std::string_view typeface_file() {
  return {reinterpret_cast<char const*>(typeface_bytes), typeface_size};
}

}  // namespace ptyger::write
