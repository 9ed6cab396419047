#pragma once

#include <string>

#include "ptyger/mapping.hpp"

namespace ptyger::app {

/// Reads a TOML file that describes the layout of the files of a scan. Throws InputError naming file and key when the
/// file is not TOML, a key does not exist (the message suggests a similar key), or a value has the wrong type.
Mapping read_mapping(std::string const& file);

}  // namespace ptyger::app
