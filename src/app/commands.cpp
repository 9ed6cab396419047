#include <CLI/CLI.hpp>
#include <array>
#include <sstream>
#include <string>
#include <vector>

#include "app/campaign/command.hpp"
#include "app/command.hpp"
#include "app/compare/command.hpp"
#include "app/devices.hpp"
#include "app/inspect/command.hpp"
#include "app/plan.hpp"
#include "app/reconstruct_command.hpp"
#include "app/shell/completion.hpp"
#include "app/shell/help_formatter.hpp"
#include "app/shell/man_page.hpp"
#include "app/shell/toml_config.hpp"
#include "app/shell/usage_problem.hpp"
#include "app/simulate.hpp"

#include "ptyger/version.hpp"

namespace ptyger::app {
namespace {

// One line for each command.
constexpr std::array<AddCommand, 9> commands{
    add_reconstruct, add_campaign, add_inspect,    add_plan, add_devices,
    add_compare,     add_simulate, add_completion, add_man,
};

constexpr char const* exit_codes =
    "Exit codes:\n"
    "  0    done\n"
    "  2    wrong usage, input that cannot be used, or output that cannot be written\n"
    "  3    the run failed, or some projections of a campaign\n"
    "  75   a campaign was stopped by the batch system; run it again\n"
    "  130  interrupted";

std::string footer(std::string const& examples) {
  std::string text = "Examples:\n";
  std::istringstream lines(examples);
  for (std::string line; std::getline(lines, line);) text += "  " + line + "\n";
  text.pop_back();
  return text;
}

}  // namespace

CLI::App& add_command(CLI::App& program, CommandHelp const& help) {
  auto& command = *program.add_subcommand(help.name, help.summary);
  command.formatter(std::make_shared<HelpFormatter>());
  command.footer(footer(help.examples));
  command.set_help_flag("-h,--help", "Show this text and exit")->configurable(false)->group("General");
  // Added before all other options, so that CLI11 reads the file before it checks for options that are missing.
  command
      .add_option_function<std::string>(
          "--config", [&command](std::string const& file) { read_config(command, file); },
          "Take options from a TOML file, by their long names without dashes, or from a result, without the names of "
          "its "
          "outputs; the command line wins")
      ->option_text("FILE.toml|RESULT.h5")
      ->configurable(false)
      ->group("General");
  return command;
}

void add_commands(CLI::App& program, Invocation& chosen) {
  program.name("ptyger");
  program.description("Reconstructs object and probe of ptychographic scans.");
  program.formatter(std::make_shared<HelpFormatter>());
  program.set_help_flag("-h,--help", "Show this text and exit")->group("General");
  program.set_version_flag("--version", std::string("ptyger ") + version(), "Show the version and exit")
      ->group("General");
  program.footer("`ptyger COMMAND --help` explains a command.\n\n" + std::string(exit_codes));
  program.require_subcommand(0, 1);  // main has a message for a missing command
  for (auto const add : commands) add(program, chosen);
  for (auto* command : program.get_subcommands({})) refuse_unusable_values(*command);
}

}  // namespace ptyger::app
