#include "app/campaign/projection_settings.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>

#include "app/result_options.hpp"
#include "app/shell/add_options.hpp"
#include "app/shell/toml_config.hpp"
#include "app/shell/toml_table.hpp"
#include "app/shell/usage_problem.hpp"
#include "prepare/option_tables.hpp"
#include "prepare/validate_options.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

/// The options of `ptyger reconstruct`, which are set from TOML instead of a command line.
struct ReconstructOptions {
  CLI::App command{"", "reconstruct"};
  prepare::ReconstructSettings settings;

  ReconstructOptions() {
    add_options(command, prepare::reconstruct_options(settings));
    refuse_unusable_values(command);
  }

  /// Sets options from TOML; options that are set keep their values. `where`: name of the text in errors.
  void set(std::string const& text, std::string const& where) {
    if (!text.empty()) set_from_table(command, toml::parse(text), where);
  }
  void validate() {
    prepare::validate_options(settings, given_options(command));
    refresh_defaults(command);
  }
  /// Sets one option; an empty value leaves it unset.
  void set(char const* option, std::string const& value) {
    if (!value.empty()) set(std::string(option) + " = " + toml_literal(value), option);
  }
};

/// Whether the user gave an option that prepare::solver_options() has.
bool is_given_to_solver(CLI::Option const& option) {
  return option.count() > 0 && is_of_solver(option);
}

}  // namespace

std::string given_solver_toml(CLI::App const& command) {
  return resolved_toml(command, is_given_to_solver);
}

void set_options(campaign::Projection& projection, std::string const& own_toml, std::string const& shared_toml,
                 std::string const& where) {
  ReconstructOptions options;
  options.set(own_toml, where);
  for (auto const* option : options.command.get_options())
    if (option->count() > 0 && !is_of_solver(*option))
      throw InputError(where + ": '" + option->get_name() + "' can only be given for all projections");
  options.set(shared_toml, where);
  options.validate();
  projection.options = resolved_toml(options.command, is_of_solver);
  projection.key = result_toml(options.command);
}

ProjectionSettings projection_settings(campaign::Projection const& projection, std::string const& probe,
                                       std::string const& init) {
  ReconstructOptions options;
  for (auto const& input : projection.inputs) options.command.get_option("inputs")->add_result(input);
  options.command.get_option("inputs")->run_callback();
  if (projection.angle_deg) options.set("angle", fmt::format("{}", *projection.angle_deg));
  options.set("init", init);
  if (init.empty()) options.set("probe", probe);
  options.set(projection.options, projection.name);
  options.validate();
  return {options.settings, resolved_toml(options.command)};
}

}  // namespace ptyger::app
