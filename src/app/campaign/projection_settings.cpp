#include "app/campaign/projection_settings.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "app/shell/add_options.hpp"
#include "app/shell/toml_config.hpp"
#include "app/shell/toml_table.hpp"
#include "app/shell/usage_problem.hpp"
#include "prepare/option_tables.hpp"
#include "prepare/validate_options.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

/// The options of `ptyger reconstruct` without a command line.
struct Parsed {
  CLI::App command{"", "reconstruct"};
  prepare::ReconstructSettings settings;

  Parsed() {
    add_options(command, prepare::reconstruct_options(settings));
    refuse_unusable_values(command);
  }

  void take(std::string const& text, std::string const& where) {
    if (!text.empty()) take_options(command, toml::parse(text), where);
  }
  void validate() {
    prepare::validate_options(settings, given_options(command));
    refresh_defaults(command);
  }
  void take(char const* option, std::string const& value) {
    if (!value.empty()) take(std::string(option) + " = " + toml_literal(value), option);
  }
};

/// Whether prepare::solver_options() has the option.
bool is_of_solver(CLI::Option const& option) {
  static core::GivenOptions const names = [] {
    prepare::ReconstructSettings settings;
    core::GivenOptions all;
    for (auto const& row : prepare::solver_options(settings)) all.insert(core::long_name(row));
    return all;
  }();
  return names.contains(option.get_name());
}

bool is_given_to_solver(CLI::Option const& option) {
  return option.count() > 0 && is_of_solver(option);
}

/// What a result does not depend on, but for rounding, is no part of its key.
bool decides(CLI::Option const& option) {
  return is_of_solver(option) && (option.get_group() != "Machine" || option.get_lnames().front() == "precision");
}

}  // namespace

std::string given_solver_toml(CLI::App const& command) {
  return resolved_toml(command, is_given_to_solver);
}

void set_options(campaign::Projection& projection, std::string const& own, std::string const& shared,
                 std::string const& where) {
  Parsed options;
  options.take(own, where);
  for (auto const* option : options.command.get_options())
    if (option->count() > 0 && !is_of_solver(*option))
      throw InputError(where + ": '" + option->get_name() + "' is for all projections, or for none");
  options.take(shared, where);
  options.validate();
  projection.options = resolved_toml(options.command, is_of_solver);
  projection.key = resolved_toml(options.command, decides);
}

ProjectionSettings projection_settings(campaign::Projection const& projection, std::string const& probe,
                                       std::string const& init) {
  Parsed options;
  for (auto const& input : projection.inputs) options.command.get_option("inputs")->add_result(input);
  options.command.get_option("inputs")->run_callback();
  if (projection.angle_deg) options.take("angle", fmt::format("{}", *projection.angle_deg));
  options.take("init", init);
  if (init.empty()) options.take("probe", probe);
  options.take(projection.options, projection.name);
  options.validate();
  return {options.settings, resolved_toml(options.command)};
}

}  // namespace ptyger::app
