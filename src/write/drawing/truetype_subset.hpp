#pragma once

#include <set>
#include <string>
#include <string_view>

namespace ptyger::write {

/// A TrueType font with the outlines of some glyphs only, for a PDF file. The glyphs keep their numbers; the others are
/// empty and take little space once compressed. font: a TrueType file; glyphs: numbers of the glyphs.
std::string truetype_subset(std::string_view font, std::set<int> glyphs);

}  // namespace ptyger::write
