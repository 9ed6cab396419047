#pragma once

#include <functional>

#include "app/command.hpp"
#include "app/progress.hpp"
#include "core/exit_code.hpp"
#include "prepare/reconstruct_settings.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::app {

/// `ptyger reconstruct`.
void add_reconstruct(CLI::App& program, Invocation& chosen);

/// What a run needs besides its settings.
struct ReconstructRun {
  std::string options_toml;  ///< resolved options, stored in the result
  std::string command_line;  ///< stored in the result
  std::function<Result(Scan const&, Options const&, Observer const&)> solve = reconstruct;
  Progress::Output progress = standard_output();
};

/// Reads, reconstructs, writes; reports on stdout. The result so far is written after the first interrupt, too.
core::ExitCode run_reconstruct(prepare::ReconstructSettings const& settings, ReconstructRun const& run);

}  // namespace ptyger::app
