#pragma once

#include <string>

#include "app/reconstruct_command.hpp"

namespace ptyger::app {

/// Outcome of a watched run.
struct WatchedResult {
  Result result;
  std::string metrics_failure;  ///< why records are missing in the metrics file; empty: it is complete
};

/// Runs the solver with progress, metrics file, checkpoints in `checkpoint_file`, and pictures during the run. An
/// interrupt ends it. trial_transforms: transforms of the trial runs before it, a frame.
WatchedResult solve_watched(Scan const& scan, Options const& options, prepare::ReconstructSettings const& settings,
                            ReconstructRun const& run, double trial_transforms, std::string const& checkpoint_file);

}  // namespace ptyger::app
