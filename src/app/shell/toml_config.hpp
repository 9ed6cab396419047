#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace ptyger::app {

/// Gives the options of `command` that the command line left open the values of a TOML file. Keys are the names of
/// the long options without dashes (or of the positional arguments); flags take true or false, options that may be
/// repeated take arrays. The key `not_an_option` is passed over. Throws InputError naming the file and the key.
void read_config(CLI::App& command, std::string const& file, char const* not_an_option = "");

/// A text as it stands for a value in a TOML file: with quotes, unless it is a number.
std::string toml_literal(std::string const& text);

/// All options of a parsed command as TOML that read_config() takes: given values, else defaults; options without
/// either are left out, and those that are not wanted.
std::string resolved_toml(CLI::App const& command, std::function<bool(CLI::Option const&)> const& wanted = {});

}  // namespace ptyger::app
