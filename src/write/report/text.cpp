#include "write/report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "write/picture/png.hpp"

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

std::string colour_bar_html(double low, double high, std::string const& unit, Colour (*colour)(double)) {
  constexpr int stops = 24;
  std::string gradient;
  for (int i = 0; i <= stops; ++i) gradient += "," + css_colour(colour(static_cast<double>(i) / stops));
  double const range = std::max(high - low, 1e-12);
  int const decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(range))), 0, 12);
  auto const number = [&](double value) {
    return fmt::format("{:.{}f}", std::abs(value) < 1e-6 * range ? 0.0 : value, decimals);
  };
  return fmt::format(
      "<div class=\"bar\"><div style=\"background:linear-gradient(90deg{})\"></div>"
      "<span>{}</span><span>{} {}</span><span>{}</span></div>\n",
      gradient, number(low), number((low + high) / 2), escape_html(unit), number(high));
}

std::string section(std::string const& id, std::string const& heading, std::string const& content) {
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n{2}</section>\n", id,
      escape_html(heading), content);
}

}  // namespace ptyger::write
