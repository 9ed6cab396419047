#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// projection_NUMBER.h5 of the earlier PtyGer: `data` (N, D, D) counts and `positions` (N, 2), row first, metres. The
/// file states no geometry. The object's pixel is 1/70976797.533 m, a constant of that program, unless the options
/// state another one.
std::string missing_in_projection_file(Inputs const& inputs);
Finding find_projection_file(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
