#pragma once

#include <string>
#include <vector>

#include "tests/gpu/session.hpp"

namespace ptyger::gpu_checks {

/// One line for a result.
std::string line_of(Result const& result);

/// Table of the kernels in what `kernel_speed` printed, and the number of passed, failed and skipped checks.
std::string summary(std::vector<Result> const& results);

/// All results as a JSON object. devices: what `ptyger devices --json` printed.
std::string to_json(std::vector<Result> const& results, std::string const& devices);

/// Exit code of the session: 1 when a check failed, 77 without a GPU, else 0.
int exit_code_of(std::vector<Result> const& results, int gpus);

}  // namespace ptyger::gpu_checks
