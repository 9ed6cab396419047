#pragma once

#include <string>

#include "app/command.hpp"

namespace ptyger::app {

/// Scripts by which a shell completes commands, options, their words and names of files. They are made from the options
/// that are registered with the program.
std::string bash_completion(CLI::App const& program);
std::string zsh_completion(CLI::App const& program);
std::string fish_completion(CLI::App const& program);

/// The command `completion`: prints one of these scripts.
void add_completion(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
