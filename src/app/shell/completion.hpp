#pragma once

#include <string>

#include "app/command.hpp"

namespace ptyger::app {

/// Scripts by which a shell completes commands, options, their choices and names of files, made from the options that
/// the program has.
std::string bash_completion(CLI::App const& program);
std::string zsh_completion(CLI::App const& program);
std::string fish_completion(CLI::App const& program);

/// `ptyger completion SHELL`: prints one of them.
void add_completion(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
