#pragma once

#include "read/formats/format.hpp"

namespace ptyger::read {

/// Reads files as options.mapping says; for the user who has it, the options hold in place of the mapping.
/// InputError naming the mapping's file, the key and the dataset that is missing.
Finding find_mapped(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
