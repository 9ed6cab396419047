#pragma once

#include <string>
#include <vector>

namespace ptyger::app {

/// "; did you mean 'NAME'?" for the name with the smallest edit distance to `text`; empty when all distances are larger
/// than two and than a third of the letters of `text`.
std::string suggestion(std::string const& text, std::vector<std::string> const& names);

}  // namespace ptyger::app
