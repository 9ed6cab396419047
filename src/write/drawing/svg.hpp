#pragma once

#include <string>

#include "write/drawing/drawing.hpp"

namespace ptyger::write {

/// Points (1/72 inch) of a picture pixel in SVG and PDF: text of text_size is 9.5 points high.
inline constexpr double points_per_pixel = 0.5;

/// A picture as an SVG document: text as text in DejaVu Sans, images with all their pixels as PNG.
std::string svg(Drawing const& drawing);

}  // namespace ptyger::write
