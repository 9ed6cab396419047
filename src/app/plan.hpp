#pragma once

#include "app/command.hpp"

namespace ptyger::app {

/// The command `plan`: tiles, memory and messages of a reconstruction, predicted without reading frames.
void add_plan(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
