#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// projection_NUMBER.h5 of the earlier PtyGer: `data` (N, D, D) counts and `positions` (N, 2), row first, metres. It
/// does not say the geometry; the object's pixel is 1/70976797.533 m, which that program was written with, unless the
/// options say something else.
std::string missing_in_projection_file(Inputs const& inputs);
Finding find_projection_file(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
