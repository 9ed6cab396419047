#pragma once

#include "core/option_table.hpp"
#include "simulation/options.hpp"
#include "simulation/simulated_file.hpp"

namespace ptyger::simulation {

/// Options of the file that a simulation writes. The settings must outlive the table.
core::OptionTable file_options(FileSettings& file);

/// Options of what is simulated. The options must outlive the table. Bounds that depend on another option follow from
/// the value that it has during this call.
core::OptionTable simulation_options(Options& options);

}  // namespace ptyger::simulation
