#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "write/picture/canvas.hpp"

namespace ptyger::write {

/// Text as it may stand anywhere in a page, also between quotes: & < > " ' are written as entities, control characters
/// as the replacement character.
std::string escape_html(std::string_view text);

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);

/// A picture as a data: URL, [row][col].
std::string image_url(std::size_t rows, std::size_t cols, std::span<Colour const> pixels);

/// A CSS colour such as #14a0ff.
std::string css_colour(Colour colour);

/// A colour bar with the numbers at its ends and in its middle, all of it HTML; `unit` is escaped.
std::string colour_bar_html(double low, double high, std::string const& unit, Colour (*colour)(double));

/// A part of the page with a heading.
std::string section(std::string const& id, std::string const& heading, std::string const& content);

}  // namespace ptyger::write
