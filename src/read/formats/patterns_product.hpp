#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// The diffraction patterns that ptychodus exports: `patterns` (N, D, D), the number of each in `indexes`, and
/// `bad_pixels` (not zero = bad); and a product file, whose positions have the same numbers.
std::string missing_in_patterns_product(Inputs const& inputs);
Finding find_patterns_product(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
