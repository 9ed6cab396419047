#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace ptyger::app {

/// A message for a command line that could not be parsed: the first unknown word with a similar one, else
/// option_problem() of the option that the parser names; and the command that shows the help.
std::string usage_problem(CLI::App& program, CLI::ParseError const& error);

/// A message for an option that could not be parsed, in the words of its help, when it is missing, has too few or too
/// many values, or a value that is no number; else the message of the parser.
std::string option_problem(CLI::Option const& option, CLI::ParseError const& error);

/// Makes all options of a command refuse values that are empty, as in `-o "$NOT_SET"`, or look like an option, as in
/// `-o --tiff`; and numbers that are nan, inf, or negative for an unsigned type. Arguments after `--` may look like an
/// option.
void refuse_unusable_values(CLI::App& command);

}  // namespace ptyger::app
