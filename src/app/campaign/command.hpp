#pragma once

#include "app/command.hpp"

namespace ptyger::app {

/// The command `campaign`: reconstructs a series of projections with all ranks of a job.
void add_campaign(CLI::App& program, Invocation& chosen);

}  // namespace ptyger::app
