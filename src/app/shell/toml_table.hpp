#pragma once

#include <toml++/toml.h>

#include <string>

namespace CLI {
class App;
}

namespace ptyger::app {

/// Reads a TOML file. Throws InputError naming the file and the line.
toml::table read_toml(std::string const& file);

/// Sets the options of `command` that were not given to the values of a table, as read_config() does; `where` names the
/// table in errors, the key `not_an_option` is ignored.
void set_from_table(CLI::App& command, toml::table const& table, std::string const& where,
                    char const* not_an_option = "");

}  // namespace ptyger::app
