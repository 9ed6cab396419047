#pragma once

#include <string>
#include <vector>

#include "ptyger/options.hpp"

namespace ptyger::prepare {

/// Begins with what an earlier result of the same scan corrected, as far as the options refine it; its frames are those
/// with the same number at the same place in the files. Gives notes for the user on what was taken over and what not.
std::vector<std::string> take_corrections(Options& options, Scan const& scan, std::string const& result);

}  // namespace ptyger::prepare
