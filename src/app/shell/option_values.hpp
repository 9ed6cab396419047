#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ptyger::app {

/// Values of an option or argument that a shell can complete, from its placeholder in the help: `auto|tiled|N` has two
/// words.
struct OptionValues {
  std::vector<std::string> words;  ///< words that are typed as they are; for COMMAND the names of all commands
  bool files = false;              ///< whether the name of a file is also a value
};

OptionValues values_of(CLI::App const& command, CLI::Option const& option);

/// Whether an option takes a value; a flag does not.
bool takes_value(CLI::Option const& option);

/// All names of an option, such as -o and --output; empty for an argument.
std::vector<std::string> names_of(CLI::Option const& option);

/// The options, and the arguments, that the help of a command shows.
std::vector<CLI::Option const*> shown_options(CLI::App const& command);
std::vector<CLI::Option const*> shown_arguments(CLI::App const& command);

/// The help of an option up to its first semicolon or full stop, for a list on a terminal.
std::string brief(std::string const& description);

}  // namespace ptyger::app
