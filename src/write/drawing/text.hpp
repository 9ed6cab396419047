#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ptyger::write {

// Sizes of text, picture pixels.
inline constexpr double title_size = 22;
inline constexpr double text_size = 19;
inline constexpr double note_size = 16;

/// Height of a capital letter and of a digit of ordinary text, picture pixels; letters such as p extend below.
inline constexpr int text_height = 14;

/// Width of one line of text in UTF-8, picture pixels.
int text_width(std::string_view words, double size = text_size);

/// Shortens words to a width, picture pixels: their end after "…", since names of scans differ at their end.
std::string shortened(std::string const& words, int width, double size = text_size);

/// Breaks words into at most `max_lines` lines of a width, picture pixels; the rest is left out.
std::vector<std::string> wrapped(std::string const& words, int width, std::size_t max_lines, double size = text_size);

}  // namespace ptyger::write
