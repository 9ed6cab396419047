#pragma once

#include "app/command.hpp"

namespace ptyger::app {

/// The command `devices`: GPUs and cores that this process may use, and those that `--devices auto` uses.
void add_devices(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
