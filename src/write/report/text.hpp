#pragma once

#include <string>

#include "write/drawing/markup.hpp"

namespace ptyger::write {

/// HTML of a colour bar with the numbers at its ends and in its middle; `unit` is plain text.
std::string colour_bar_html(double low, double high, std::string const& unit, Colour (*colour)(double));

/// HTML of a section of the page with a heading; `content` is HTML.
std::string section(std::string const& id, std::string const& heading, std::string const& content);

}  // namespace ptyger::write
