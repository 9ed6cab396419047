#pragma once

#include <functional>

#include "app/command.hpp"
#include "app/progress.hpp"
#include "core/exit_code.hpp"
#include "prepare/reconstruct_settings.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::app {

/// The command `reconstruct`.
void add_reconstruct(CLI::App& program, Invocation& chosen);

/// Parts of a run that are not settings; tests replace some.
struct ReconstructRun {
  std::string options_toml;  ///< resolved options, stored in the result
  std::string command_line;  ///< stored in the result
  std::string key = {};      ///< options and inputs on which the result depends
  std::function<Result(Scan const&, Options const&, Observer const&)> solve = reconstruct;  ///< the solver
  Progress::Output progress = stderr_output();  ///< where the progress is shown
};

/// Reads the scan, reconstructs it and writes the result; reports to stdout. After a first interrupt the run ends and
/// writes the result so far. Goes on from the checkpoint that an earlier run with the same key has left.
core::ExitCode run_reconstruct(prepare::ReconstructSettings const& settings, ReconstructRun const& run);

}  // namespace ptyger::app
