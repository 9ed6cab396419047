#include "write/picture/text.hpp"

#include <array>
#include <cmath>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wcast-align"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_easy_font.h>
#pragma GCC diagnostic pop

namespace ptyger::write {
namespace {

constexpr int magnification = 2;  // pixels for one unit of the font, whose capitals are 7 units high
constexpr int spacing = 0;        // units between letters, beyond those of the font

/// One corner of a rectangle as stb_easy_font stores it; four corners in turn make a rectangle.
struct Corner {
  float x, y, z;
  std::array<unsigned char, 4> colour;
};

/// Bytes for the font: the micro sign of UTF-8 becomes the byte `micro`, other letters outside ASCII become '?'.
constexpr char micro = '\x01';
std::string to_font(std::string const& words) {
  std::string letters;
  for (std::size_t i = 0; i < words.size(); ++i) {
    bool const is_micro = words.compare(i, 2, "\xC2\xB5") == 0;
    letters += is_micro ? micro : words[i] >= ' ' && words[i] <= '~' ? words[i] : '?';
    if (is_micro) ++i;
  }
  return letters;
}

/// Distance to the next letter, units of the font.
int advance(char letter) {
  std::array<char, 2> text = {letter == micro ? 'u' : letter, '\0'};
  return stb_easy_font_width(text.data()) + spacing;
}

/// A rectangle from units of the font to picture pixels.
TextStroke scaled(int x, int y, int width, int height) {
  return {x * magnification, y * magnification, width * magnification, height * magnification};
}

void add_letter(std::vector<TextStroke>& strokes, char letter, int x) {
  std::array<char, 2> text = {letter == micro ? 'u' : letter, '\0'};
  std::array<Corner, 128> corners = {};
  int const count = stb_easy_font_print(0, 0, text.data(), nullptr, corners.data(), static_cast<int>(sizeof corners));
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    Corner const& first = corners[4 * i];
    Corner const& opposite = corners[4 * i + 2];
    strokes.push_back(scaled(x + static_cast<int>(first.x), static_cast<int>(first.y),
                             static_cast<int>(opposite.x - first.x), static_cast<int>(opposite.y - first.y)));
  }
  if (letter == micro) strokes.push_back(scaled(x, 3, 1, 6));  // the long left stem that makes a u a micro sign
}

}  // namespace

std::vector<TextStroke> text_strokes(std::string const& words) {
  std::vector<TextStroke> strokes;
  int x = 0;
  for (char const letter : to_font(words)) {
    add_letter(strokes, letter, x);
    x += advance(letter);
  }
  return strokes;
}

int text_width(std::string const& words) {
  int width = 0;
  for (char const letter : to_font(words)) width += advance(letter);
  return width * magnification;
}

}  // namespace ptyger::write
