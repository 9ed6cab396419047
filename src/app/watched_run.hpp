#pragma once

#include <string>

#include "app/reconstruct_command.hpp"
#include "app/unfinished_run.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::app {

/// Outcome of a watched run.
struct WatchedResult {
  Result result;
  std::string metrics_failure;  ///< why records are missing in the metrics file; empty: it is complete
};

/// Runs the solver with progress, metrics file, the checkpoints of `unfinished`, and with --watch pictures, report and
/// result so far. An interrupt ends it. info: goes into report and result so far. trial_transforms: transforms of the
/// trial runs before it, a frame.
WatchedResult solve_watched(Scan const& scan, Options const& options, prepare::ReconstructSettings const& settings,
                            ReconstructRun const& run, ResultInfo const& info, UnfinishedRun const& unfinished,
                            double trial_transforms);

}  // namespace ptyger::app
