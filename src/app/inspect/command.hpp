#pragma once

#include "app/command.hpp"

namespace ptyger::app {

/// `ptyger inspect`: what was understood of a scan, and what looks wrong with it.
void add_inspect(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
