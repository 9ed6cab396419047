#pragma once

#include "app/command.hpp"

namespace ptyger::app {

/// The command `devices`: what this process may use of its node, and what `--devices auto` takes of it.
void add_devices(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
