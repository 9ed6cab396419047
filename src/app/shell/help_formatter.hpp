#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ptyger::app {

/// The groups of options of a command as its help shows them: that of all commands comes last.
std::vector<std::string> option_groups(CLI::App const& command);

/// Help of the program and its commands: summary, usage, options in groups with defaults, footer; 80 columns.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_help(CLI::App const* command, std::string name, CLI::AppFormatMode mode) const override;
};

}  // namespace ptyger::app
