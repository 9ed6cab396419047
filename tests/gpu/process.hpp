#pragma once

#include <string>
#include <vector>

namespace ptyger::gpu_checks {

/// How a command ended.
struct Ended {
  int exit_code = 0;       ///< 128 + the number of the signal when a signal ended it
  bool timed_out = false;  ///< it was stopped at its time limit
  double seconds = 0;
  std::string output;       ///< stdout
  std::string diagnostics;  ///< stderr
};

/// Runs a command and writes its output to the files `log`.out and `log`.err. At its time limit, it and all that it
/// started are ended.
Ended run(std::vector<std::string> const& words, std::string const& log, double seconds);

/// Path of a program in the folders of PATH and in `more`; empty: not found.
std::string find_program(std::string const& name, std::vector<std::string> const& more);

}  // namespace ptyger::gpu_checks
