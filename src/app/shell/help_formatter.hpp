#pragma once

#include <CLI/CLI.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ptyger::app {

/// Groups of the options of a command, in the order of its help: the group General, which all commands have, is last.
std::vector<std::string> option_groups(CLI::App const& command);

/// Makes the help of the program and its commands, 80 columns wide: summary, usage, options in groups, with their
/// defaults, and footer. A command with common options has a short help with these, and --help-all.
class HelpFormatter : public CLI::Formatter {
 public:
  /// Names of the options that the short help shows; empty: it shows all.
  void set_common(std::set<std::string> names) { common_ = std::move(names); }
  std::string make_help(CLI::App const* command, std::string name, CLI::AppFormatMode mode) const override;

 private:
  std::set<std::string> common_;
};

}  // namespace ptyger::app
