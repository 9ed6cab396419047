#pragma once

#include <vector>

#include "ptyger/result.hpp"

namespace ptyger::write {

/// [K] mean power of each variation probe over the frames, relative to the mean probe: shares have a mean square of 1.
std::vector<double> variation_powers(Result const& result);

}  // namespace ptyger::write
