#pragma once

#include <string>

#include "core/placed_object.hpp"

namespace ptyger::read {

/// Reads the object of a file in any layout of open_result(), with its place on the sample. The illumination is the
/// stored one, else the sum of |probe|^2 over the positions when the file has both. InputError as open_result() and
/// StoredResult throw it.
core::PlacedObject read_placed_object(std::string const& path);

}  // namespace ptyger::read
