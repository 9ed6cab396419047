#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace ptyger::app {

/// What is wrong with the words of a command line that did not parse: the first one that is not known with the nearest
/// that is, else option_problem() of the option that the parser names; and where to look.
std::string usage_problem(CLI::App& program, CLI::ParseError const& error);

/// What is wrong with an option that did not parse, in words of its help: it is missing, or has too few or too many
/// values or one that is no number. Else what the parser says.
std::string option_problem(CLI::Option const& option, CLI::ParseError const& error);

/// Makes every option of a command refuse a value that is empty, as `-o "$NOT_SET"` has it, or looks like an option, as
/// `-o --tiff` has it, or is no number that makes sense: nan, inf, or one below 0 where only those from 0 on are read.
/// Other numbers may be negative. Arguments may look like an option, behind `--`.
void refuse_unusable_values(CLI::App& command);

}  // namespace ptyger::app
