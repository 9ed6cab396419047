#pragma once

#include <functional>
#include <string>

#include "core/exit_code.hpp"

// Its headers cost seconds of compile time; only sources that need them include them.
namespace CLI {
class App;
}

namespace ptyger::app {

/// What the command line asks for: parsing fills it through a command's callback, main runs it afterwards.
struct Invocation {
  std::string command_line;             ///< the words as typed, set by main before parsing
  bool needs_kokkos = false;            ///< main initialises Kokkos (host, one thread) around run()
  std::function<core::ExitCode()> run;  ///< may throw; main maps InputError to 2 and everything else to 3
};

/// Every command has this shape: it adds itself with add_command(), registers its options, and sets a callback that
/// fills `chosen`. Called once before parsing; `program` and `chosen` outlive the run. One line each in commands.cpp.
using AddCommand = void (*)(CLI::App& program, Invocation& chosen);

/// What the help of a command says besides its options.
struct CommandHelp {
  std::string name;
  std::string summary;   ///< one line, without full stop
  std::string examples;  ///< lines without indentation: a comment "# ..." and a call for each example
};

/// Adds a subcommand with `--help` and `--config FILE.toml`; the keys of that file are the names of the long options
/// of the command (and of its positional arguments), so every option registered on the result is covered.
CLI::App& add_command(CLI::App& program, CommandHelp const& help);

/// Adds every command of the program.
void add_commands(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
