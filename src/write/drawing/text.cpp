#include "write/drawing/text.hpp"

#include <algorithm>
#include <cmath>

#include "write/drawing/typeface.hpp"

namespace ptyger::write {

int text_width(std::string_view words, double size) {
  double width = 0;
  for (Glyph const& glyph : glyphs_of(words)) width += glyph.advance * size;
  return static_cast<int>(std::ceil(width));
}

std::string shortened(std::string const& words, int width, double size) {
  if (text_width(words, size) <= width) return words;
  std::string_view end = words;
  auto const is_inside_letter = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  do {
    end.remove_prefix(1);
    while (!end.empty() && is_inside_letter(end.front())) end.remove_prefix(1);
  } while (!end.empty() && text_width("…" + std::string(end), size) > width);
  return "…" + std::string(end);
}

std::vector<std::string> wrapped(std::string const& words, int width, std::size_t max_lines, double size) {
  std::vector<std::string> lines(1);
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t const end = std::min(words.find(' ', begin), words.size());
    std::string const word = words.substr(begin, end - begin);
    std::string const longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (lines.back().empty() || text_width(longer, size) <= width)
      lines.back() = longer;
    else
      lines.push_back(word);
    begin = end + 1;
  }
  for (std::string& line : lines) line = shortened(line, width, size);
  if (lines.size() > max_lines) lines.resize(max_lines);
  return lines;
}

}  // namespace ptyger::write
