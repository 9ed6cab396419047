#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/shell/add_options.hpp"
#include "app/shell/toml_config.hpp"
#include "app/shell/usage_problem.hpp"
#include "prepare/option_tables.hpp"
#include "prepare/validate_options.hpp"

namespace ptyger::test {

/// Settings and resolved options of a command line.
struct Parsed {
  prepare::ReconstructSettings settings;
  std::string toml;  ///< resolved options as TOML
};

/// Parses the arguments of `ptyger reconstruct` as the program does, without running it.
inline Parsed parse_reconstruct(std::vector<std::string> arguments) {
  Parsed parsed;
  CLI::App program;
  auto& command = app::add_command(program, {"reconstruct", "Reconstruct", ""});
  app::add_options(command, prepare::reconstruct_options(parsed.settings));
  app::refuse_unusable_values(command);
  arguments.insert(arguments.begin(), "reconstruct");
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes the last word first
  program.parse(std::move(arguments));
  prepare::validate_options(parsed.settings, app::given_options(command));
  app::refresh_defaults(command);
  parsed.toml = app::resolved_toml(command);
  return parsed;
}

}  // namespace ptyger::test
