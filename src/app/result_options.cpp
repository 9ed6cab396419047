#include "app/result_options.hpp"

#include <CLI/CLI.hpp>
#include <map>

#include "app/shell/toml_config.hpp"
#include "prepare/option_tables.hpp"

namespace ptyger::app {
namespace {

/// For each option of prepare::solver_options(), whether it changes the result.
std::map<std::string, bool> const& options_of_solver() {
  static std::map<std::string, bool> const changes_result = [] {
    prepare::ReconstructSettings settings;
    std::map<std::string, bool> all;
    for (auto const& row : prepare::solver_options(settings)) all.emplace(core::long_name(row), row.changes_result);
    return all;
  }();
  return changes_result;
}

}  // namespace

bool is_of_solver(CLI::Option const& option) {
  return options_of_solver().contains(option.get_name());
}

std::string result_toml(CLI::App const& command) {
  return resolved_toml(command, [](CLI::Option const& option) {
    auto const found = options_of_solver().find(option.get_name());
    return found != options_of_solver().end() && found->second;
  });
}

}  // namespace ptyger::app
