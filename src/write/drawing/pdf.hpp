#pragma once

#include <string>

#include "write/drawing/drawing.hpp"

namespace ptyger::write {

/// A picture as a PDF file of one page: text as text that can be searched, with the letters of the typeface that it
/// needs; images with all their pixels. Throws CallError when zlib fails.
std::string pdf(Drawing const& drawing);

}  // namespace ptyger::write
