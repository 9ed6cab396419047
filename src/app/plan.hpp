#pragma once

#include "app/command.hpp"

namespace ptyger::app {

/// The command `plan`: how a scan would be shared by devices, and what it takes, without reading a frame.
void add_plan(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
