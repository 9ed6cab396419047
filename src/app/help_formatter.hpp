#pragma once

#include <CLI/CLI.hpp>

namespace ptyger {

/// Help of the program and its commands: summary, usage, options in groups with defaults, footer; 80 columns.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_help(CLI::App const* command, std::string name, CLI::AppFormatMode mode) const override;
};

}  // namespace ptyger
