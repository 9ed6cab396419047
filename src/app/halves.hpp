#pragma once

#include "app/reconstruct_command.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::app {

/// A complete run of all frames, whose result is written.
struct WholeRun {
  prepare::ReconstructSettings const& settings;  ///< names of the outputs
  ReconstructRun const& run;                     ///< solver and progress
  Scan const& scan;                              ///< all frames, with the initial probe
  Options const& options;                        ///< with the settings that were chosen from the data
  Result const& result;                          ///< the images of all frames
  ResultInfo const& info;                        ///< how they were made
  std::string const& file;                       ///< result file
};

/// Reconstructs both halves of the frames with the settings and the number of iterations of the whole run, each from
/// the initial probe and at the positions of the scan. Prints how far they agree, draws the picture, and writes the
/// result file and the report anew with the comparison. A failure or an interrupt leaves them as they are, and is
/// reported. Returns ok, bad_input after a failure, or interrupted.
core::ExitCode add_halves(WholeRun const& whole);

}  // namespace ptyger::app
