#include "write/drawing/truetype_subset.hpp"

#include <cstdint>
#include <map>

namespace ptyger::write {
namespace {

// The numbers of a TrueType file have their most significant byte first.

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t length) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < length; ++i) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  return value;
}

std::string coded(std::uint32_t value, std::size_t length) {
  std::string bytes;
  for (std::size_t i = length; i-- > 0;) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
  return bytes;
}

using Tables = std::map<std::string, std::string>;

/// The tables that a PDF reader needs.
Tables needed_tables(std::string_view font) {
  Tables tables;
  std::size_t const count = number(font, 4, 2);
  for (std::size_t entry = 12; entry < 12 + 16 * count; entry += 16) {
    std::string const name(font.substr(entry, 4));
    for (char const* const needed : {"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"})
      if (name == needed) tables[name] = font.substr(number(font, entry + 8, 4), number(font, entry + 12, 4));
  }
  return tables;
}

/// Place of the outline of a glyph in the table "glyf", bytes.
struct Outline {
  std::size_t begin;
  std::size_t size;
};

Outline outline_of(Tables const& tables, int glyph) {
  bool const is_long = number(tables.at("head"), 50, 2) == 1;
  auto const offset = [&](std::size_t i) -> std::size_t {
    return is_long ? number(tables.at("loca"), 4 * i, 4) : 2 * number(tables.at("loca"), 2 * i, 2);
  };
  auto const i = static_cast<std::size_t>(glyph);
  return {offset(i), offset(i + 1) - offset(i)};
}

/// Adds the glyphs that a composite glyph consists of, such as the letter and the ring of Å.
void add_parts(Tables const& tables, int glyph, std::set<int>& glyphs) {
  constexpr std::uint32_t words = 1, scale = 8, more = 32, two_scales = 64, matrix = 128;
  std::string const& outlines = tables.at("glyf");
  auto const [begin, size] = outline_of(tables, glyph);
  if (size == 0 || (number(outlines, begin, 2) & 0x8000U) == 0) return;  // a simple outline
  std::uint32_t flags = more;
  for (std::size_t at = begin + 10; (flags & more) != 0;) {
    flags = number(outlines, at, 2);
    int const part = static_cast<int>(number(outlines, at + 2, 2));
    at += 4 + ((flags & words) != 0 ? 4U : 2U);
    at += (flags & scale) != 0 ? 2U : (flags & two_scales) != 0 ? 4U : (flags & matrix) != 0 ? 8U : 0U;
    if (glyphs.insert(part).second) add_parts(tables, part, glyphs);
  }
}

/// Keeps the outlines of `glyphs` and sets all other widths to 0.
void keep_glyphs(Tables& tables, std::set<int> const& glyphs) {
  std::string outlines;
  std::string places;
  std::string const& widths = tables.at("hmtx");
  std::string kept_widths(widths.size(), '\0');
  std::size_t const measured = number(tables.at("hhea"), 34, 2);  // glyphs with a width of their own
  int const count = static_cast<int>(number(tables.at("maxp"), 4, 2));
  for (int glyph = 0; glyph < count; ++glyph) {
    places += coded(static_cast<std::uint32_t>(outlines.size()), 4);
    if (!glyphs.contains(glyph)) continue;
    auto const [begin, size] = outline_of(tables, glyph);
    outlines += tables.at("glyf").substr(begin, size);
    outlines.resize((outlines.size() + 3) / 4 * 4);
    auto const i = static_cast<std::size_t>(glyph);
    if (i < measured) kept_widths.replace(4 * i, 4, widths, 4 * i, 4);
  }
  places += coded(static_cast<std::uint32_t>(outlines.size()), 4);
  tables["glyf"] = outlines;
  tables["loca"] = places;
  tables["hmtx"] = kept_widths;
  tables["head"].replace(50, 2, coded(1, 2));  // "loca" has numbers of four bytes
}

std::uint32_t checksum(std::string const& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 4) sum += number(bytes, at, 4);
  return sum;
}

/// A TrueType file of the tables.
std::string joined_tables(Tables& tables) {
  tables["head"].replace(8, 4, coded(0, 4));  // the checksum of the file, for which it counts as 0
  auto const count = static_cast<std::uint32_t>(tables.size());
  std::uint32_t power = 0;  // floor(log2(count))
  while ((2U << power) <= count) ++power;
  std::string file = coded(0x00010000, 4) + coded(count, 2) + coded(16U << power, 2) + coded(power, 2) +
                     coded(16 * count - (16U << power), 2);
  std::string content;
  std::size_t head = 0;
  for (auto const& [name, table] : tables) {
    std::size_t const begin = 12 + 16 * tables.size() + content.size();
    if (name == "head") head = begin;
    std::string padded = table;
    padded.resize((table.size() + 3) / 4 * 4);
    file += name + coded(checksum(padded), 4) + coded(static_cast<std::uint32_t>(begin), 4) +
            coded(static_cast<std::uint32_t>(table.size()), 4);
    content += padded;
  }
  file += content;
  return file.replace(head + 8, 4, coded(0xB1B0AFBAU - checksum(file), 4));
}

}  // namespace

std::string truetype_subset(std::string_view font, std::set<int> glyphs) {
  Tables tables = needed_tables(font);
  glyphs.insert(0);  // the glyph of letters that the font lacks
  for (int const glyph : std::set<int>(glyphs)) add_parts(tables, glyph, glyphs);
  keep_glyphs(tables, glyphs);
  return joined_tables(tables);
}

}  // namespace ptyger::write
