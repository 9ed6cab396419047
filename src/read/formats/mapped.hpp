#pragma once

#include "read/formats/format.hpp"

namespace ptyger::read {

/// Reads files by options.mapping; other options replace quantities of the mapping. InputError names the file of the
/// mapping, the key and the dataset that is missing.
Finding find_mapped(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
