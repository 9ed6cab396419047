#pragma once

#include "core/option_table.hpp"
#include "simulation/options.hpp"
#include "simulation/simulated_file.hpp"

namespace ptyger::simulation {

/// The file that a simulation writes. The settings must outlive the table.
core::OptionTable file_options(FileSettings& file);

/// What is simulated. The options must outlive the table; bounds that depend on an option are those of its present
/// value.
core::OptionTable simulation_options(Options& options);

}  // namespace ptyger::simulation
