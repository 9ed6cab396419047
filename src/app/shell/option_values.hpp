#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ptyger::app {

/// What may stand for an option or an argument, as its text in the help says it: `auto|tiled|N` offers two words.
struct OptionValues {
  std::vector<std::string> words;  ///< in small letters: to be typed as they are; for COMMAND all commands
  bool files = false;              ///< a name may stand there as well
};

OptionValues values_of(CLI::App const& command, CLI::Option const& option);

bool takes_value(CLI::Option const& option);

/// All ways to write an option: -o, --output; empty for an argument.
std::vector<std::string> names_of(CLI::Option const& option);

/// The options, or the arguments, of a command that its help shows.
std::vector<CLI::Option const*> shown_options(CLI::App const& command);
std::vector<CLI::Option const*> shown_arguments(CLI::App const& command);

/// The description up to the first semicolon or full stop, for a list on a terminal.
std::string brief(std::string const& description);

}  // namespace ptyger::app
