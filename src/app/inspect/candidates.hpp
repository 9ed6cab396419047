#pragma once

#include <string>
#include <vector>

#include "read/candidates.hpp"

namespace ptyger::app {

/// A table of what could be the parts of a scan in files of an unknown layout.
std::string candidates_report(read::Candidates const& found);

/// A mapping file that takes the most likely candidate for each part and names the others in comments. Where a unit is
/// not stated and cannot be told from the size of the numbers it says "CHOOSE", which no reader accepts. InputError
/// when nothing could be frames.
std::string first_mapping(std::vector<std::string> const& files, read::Candidates const& found);

}  // namespace ptyger::app
