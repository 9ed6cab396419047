#pragma once

#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace ptyger::app {

/// Whether prepare::solver_options() has an option of this name.
bool is_of_solver(CLI::Option const& option);

/// The options of a parsed command on which the result depends, apart from rounding errors, as TOML. Two runs on the
/// same files with the same text make the same result.
std::string result_toml(CLI::App const& command);

}  // namespace ptyger::app
