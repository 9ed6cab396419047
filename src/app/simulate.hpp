#pragma once

#include "app/command.hpp"

namespace ptyger::app {

/// The command `simulate`: a synthetic scan with its truth.
void add_simulate(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
