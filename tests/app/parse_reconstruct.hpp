#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/settle_options.hpp"
#include "app/toml_config.hpp"
#include "app/usage_problem.hpp"

namespace ptyger::test {

struct Parsed {
  ReconstructSettings settings;
  std::string toml;  ///< resolved options
};

/// Parses the arguments of `ptyger reconstruct` as the program does, without running it.
inline Parsed parse_reconstruct(std::vector<std::string> arguments) {
  Parsed parsed;
  CLI::App program;
  auto& command = add_command(program, {"reconstruct", "Reconstruct", ""});
  add_reconstruct_options(command, parsed.settings);
  refuse_unusable_values(command);
  arguments.insert(arguments.begin(), "reconstruct");
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
  program.parse(std::move(arguments));
  settle_options(command, parsed.settings);
  parsed.toml = resolved_toml(command);
  return parsed;
}

}  // namespace ptyger::test
