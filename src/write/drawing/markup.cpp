#include "write/drawing/markup.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "write/drawing/png.hpp"

namespace ptyger::write {
namespace {

/// The entity of a special character of HTML; null for other letters.
char const* entity(char letter) {
  switch (letter) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return nullptr;
  }
}

bool is_control(char letter) {
  return (static_cast<unsigned char>(letter) < 32 && letter != '\n' && letter != '\t') || letter == 127;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (char const letter : text) {
    if (auto const* const written = entity(letter))
      escaped += written;
    else if (is_control(letter))
      escaped += "\xEF\xBF\xBD";
    else
      escaped += letter;
  }
  return escaped;
}

std::string base64(std::string_view bytes) {
  constexpr char const* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    auto const byte = [&](std::size_t at) {
      return at < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at])) : 0U;
    };
    std::uint32_t const group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    text += digits[group >> 18 & 63];
    text += digits[group >> 12 & 63];
    text += i + 1 < bytes.size() ? digits[group >> 6 & 63] : '=';
    text += i + 2 < bytes.size() ? digits[group & 63] : '=';
  }
  return text;
}

std::string image_url(std::size_t rows, std::size_t cols, std::span<Colour const> pixels) {
  return "data:image/png;base64," + base64(png_bytes(rows, cols, pixels));
}

std::string css_colour(Colour colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

}  // namespace ptyger::write
