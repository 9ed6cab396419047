#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace ptyger::app {

/// Sets the options of `command` that the command line has not given to the values of a TOML file. Keys are the long
/// names of options without dashes, or the names of arguments. Flags take true or false, options with several values
/// take arrays. The key `not_an_option` is ignored. A result of PtyGer in place of a TOML file gives the options of its
/// run, without the names of its outputs. Throws InputError naming the file and the key.
void read_config(CLI::App& command, std::string const& file, char const* not_an_option = "");

/// A value as it is written in a TOML file: with quotes, unless it is a number.
std::string toml_literal(std::string const& text);

/// The options of a parsed command as TOML for read_config(), with the values that were given, else with their
/// defaults. Options without a value and options for which `wanted` is false are left out.
std::string resolved_toml(CLI::App const& command, std::function<bool(CLI::Option const&)> const& wanted = {});

}  // namespace ptyger::app
