#pragma once

#include <functional>
#include <string>

#include "core/exit_code.hpp"

// The headers of CLI11 cost seconds of compile time; only sources that need them include them.
namespace CLI {
class App;
}

namespace ptyger::app {

/// The command that the user has chosen. Its callback fills this while the command line is parsed; main runs it
/// afterwards.
struct Invocation {
  std::string command_line;   ///< the words of the command line, set by main before parsing
  bool needs_kokkos = false;  ///< whether main initialises Kokkos, with one host thread, for run()
  /// Does the work. May throw: main then exits with 2 for InputError, with 3 for other exceptions.
  std::function<core::ExitCode()> run;
};

/// Registers a command: calls add_command() and add_options(), and sets a callback that fills `chosen`. Called once
/// before parsing; `program` and `chosen` outlive the run. commands.cpp lists these functions.
using AddCommand = void (*)(CLI::App& program, Invocation& chosen);

/// Parts of the help of a command, except its options.
struct CommandHelp {
  std::string name;      ///< the word that calls the command
  std::string summary;   ///< one line without full stop
  std::string examples;  ///< for each example a line "# COMMENT" and a line with the call
};

/// Adds a subcommand with `--help` and `--config FILE.toml`. The keys of this file are the long names of the options
/// and the names of the arguments that are registered on the returned command.
CLI::App& add_command(CLI::App& program, CommandHelp const& help);

/// Adds every command of the program.
void add_commands(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
