#pragma once

#include "app/command.hpp"

namespace ptyger::app {

void add_compare(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
