#pragma once

#include <string>

#include "perf/predicted_time.hpp"

namespace ptyger::perf {

/// Prints a table of the kernels in a report by cmake/ptxas_report --json: registers and spilled bytes (the largest
/// over the variants of a kernel for noise models and types of counts), bytes per pixel, and the predicted time on each
/// machine for 1000 frames of 256 x 256 pixels or for an object of 8192 x 8192 pixels; the last column says which.
/// Kernels that iteration_kernels() does not contain come last. Values that the report lacks are printed as unknown.
/// Throws InputError when the file is not such a report.
void print_kernels(std::string const& path, Work const& work, std::vector<Machine> const& machines);

}  // namespace ptyger::perf
