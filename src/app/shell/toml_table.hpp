#pragma once

#include <toml++/toml.h>

#include <string>

namespace CLI {
class App;
}

namespace ptyger::app {

/// Reads a TOML file. Throws InputError naming the file and the line.
toml::table read_toml(std::string const& file);

/// Gives the options of `command` that are still open the values of a table, as read_config() does; `where` names it in
/// errors, the key `not_an_option` is passed over.
void take_options(CLI::App& command, toml::table const& table, std::string const& where,
                  char const* not_an_option = "");

}  // namespace ptyger::app
