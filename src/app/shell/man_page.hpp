#pragma once

#include <string>

#include "app/command.hpp"

namespace ptyger::app {

/// The manual page of the program (ptyger.1), or of one of its commands (ptyger-NAME.1), in the man macros of roff. All
/// of it but the files and the environment is what the help says.
std::string man_page(CLI::App const& command);

/// `ptyger man`: prints a page, or writes all of them into a folder.
void add_man(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
