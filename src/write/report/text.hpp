#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "write/picture/canvas.hpp"

namespace ptyger::write {

/// Escapes text for HTML, also for attribute values: & < > " ' become entities, control characters the replacement
/// character U+FFFD.
std::string escape_html(std::string_view text);

/// Base64 encoding of RFC 4648, with padding.
std::string base64(std::string_view bytes);

/// A data: URL of a PNG image, pixels [row][col].
std::string image_url(std::size_t rows, std::size_t cols, std::span<Colour const> pixels);

/// A CSS colour such as #14a0ff.
std::string css_colour(Colour colour);

/// HTML of a colour bar with the numbers at its ends and in its middle; `unit` is plain text.
std::string colour_bar_html(double low, double high, std::string const& unit, Colour (*colour)(double));

/// HTML of a section of the page with a heading; `content` is HTML.
std::string section(std::string const& id, std::string const& heading, std::string const& content);

}  // namespace ptyger::write
