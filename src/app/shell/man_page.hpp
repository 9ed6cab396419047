#pragma once

#include <string>

#include "app/command.hpp"

namespace ptyger::app {

/// The manual page of the program (ptyger.1) or of one of its commands (ptyger-NAME.1), in the man macros of roff. It
/// is made from the help, except for the sections about files and the environment.
std::string man_page(CLI::App const& command);

/// The command `man`: prints a manual page, or writes all pages into a folder.
void add_man(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
