#pragma once

#include "app/command.hpp"

namespace ptyger::app {

/// The command `compare`: two objects are aligned and compared.
void add_compare(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
