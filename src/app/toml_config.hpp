#pragma once

#include <string>

namespace CLI {
class App;
}

namespace ptyger {

/// Gives the options of `command` that the command line left open the values of a TOML file. Keys are the names of
/// the long options without dashes (or of the positional arguments); flags take true or false, options that may be
/// repeated take arrays. Throws InputError naming the file and the key.
void read_config(CLI::App& command, std::string const& file);

/// All options of a parsed command as TOML that read_config() takes: given values, else defaults; options without
/// either are left out.
std::string resolved_toml(CLI::App const& command);

}  // namespace ptyger
