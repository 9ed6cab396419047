#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ptyger::app {

/// Groups of the options of a command, in the order of its help: the group General, which all commands have, is last.
std::vector<std::string> option_groups(CLI::App const& command);

/// Makes the help of the program and its commands, 80 columns wide: summary, usage, options in groups, with their
/// defaults, and footer.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_help(CLI::App const* command, std::string name, CLI::AppFormatMode mode) const override;
};

}  // namespace ptyger::app
