#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// A .ptyd file of ptypy: groups chunks/0, chunks/1, ..., each with data (M, D, D), positions (M, 2) as (row, column)
/// in metres, and weights (M, D, D), not zero = good; each of these may be a link to another file. The group meta has
/// energy in keV, distance and psize in metres.
std::string missing_in_ptyd(Inputs const& inputs);
Finding find_ptyd(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
