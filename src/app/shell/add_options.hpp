#pragma once

#include "core/option_table.hpp"

namespace CLI {
class App;
}

namespace ptyger::app {

/// Registers the rows of a table with a command. The settings that the table was made from must outlive parsing.
void add_options(CLI::App& command, core::OptionTable const& table);

/// The options that the command line or a TOML file has given.
core::GivenOptions given_options(CLI::App const& command);

/// Makes the present values of the settings the defaults of options that were not given, or given as "auto". To be
/// called when options have decided about others, so that resolved_toml() has the final values.
void refresh_defaults(CLI::App& command);

}  // namespace ptyger::app
