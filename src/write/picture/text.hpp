#pragma once

#include <string>
#include <vector>

namespace ptyger::write {

/// A filled rectangle of a letter, pixels from the upper left corner of the text.
struct TextStroke {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

/// The letters of one line of text, ASCII and the micro sign in UTF-8, as rectangles.
std::vector<TextStroke> text_strokes(std::string const& words);

/// Width of one line of text, pixels.
int text_width(std::string const& words);

/// Height of a capital letter and of a digit, pixels; letters such as p extend below.
inline constexpr int text_height = 14;

}  // namespace ptyger::write
