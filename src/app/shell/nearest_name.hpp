#pragma once

#include <string>
#include <vector>

namespace ptyger::app {

/// "; did you mean 'NAME'?" for the name nearest to `text` by edit distance; empty when none is near
/// (more than a third of the letters differ, and more than two).
std::string suggestion(std::string const& text, std::vector<std::string> const& names);

}  // namespace ptyger::app
