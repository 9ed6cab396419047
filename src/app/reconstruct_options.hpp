#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prepare/reconstruct_settings.hpp"

namespace CLI {
class App;
}

namespace ptyger::app {

/// Registers all options; `settings` must outlive parsing.
void add_reconstruct_options(CLI::App& command, prepare::ReconstructSettings& settings);

/// --probe: see choose_probe() for what it says; `probe` must outlive parsing.
void add_probe_choice(CLI::App& command, std::string& probe);

/// Those of them that say how a scan is to be reconstructed, whichever it is.
void add_solver_options(CLI::App& command, prepare::ReconstructSettings& settings);

/// Those of them that say what is to be reconstructed and how, without the files to write.
void add_plan_options(CLI::App& command, prepare::ReconstructSettings& settings);

}  // namespace ptyger::app
