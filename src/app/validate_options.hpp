#pragma once

#include "app/reconstruct_options.hpp"

namespace ptyger::app {

/// To be called after parsing: what follows from one option for others, and what contradicts. Throws InputError.
void validate_options(CLI::App& command, prepare::ReconstructSettings& settings);

}  // namespace ptyger::app
