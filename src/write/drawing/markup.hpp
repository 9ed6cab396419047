#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "write/drawing/colour.hpp"

namespace ptyger::write {

/// Escapes text for HTML and XML, also for attribute values: & < > " ' become entities, control characters the
/// replacement character U+FFFD.
std::string escape_html(std::string_view text);

/// Base64 encoding of RFC 4648, with padding.
std::string base64(std::string_view bytes);

/// A data: URL of a PNG image, pixels [row][col].
std::string image_url(std::size_t rows, std::size_t cols, std::span<Colour const> pixels);

/// A CSS colour such as #14a0ff.
std::string css_colour(Colour colour);

}  // namespace ptyger::write
