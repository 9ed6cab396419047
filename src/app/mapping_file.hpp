#pragma once

#include <string>

#include "ptyger/mapping.hpp"

namespace ptyger::app {

/// Reads a mapping of a beamline's files from TOML. InputError naming the file and the key: not TOML, a key that does
/// not exist, with the nearest that does, or a value of the wrong kind.
Mapping read_mapping(std::string const& file);

}  // namespace ptyger::app
