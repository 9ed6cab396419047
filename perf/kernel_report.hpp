#pragma once

#include <string>

#include "perf/predicted_time.hpp"

namespace ptyger::perf {

/// Prints the kernels of a report that cmake/ptxas_report --json wrote: registers and bytes spilled, the largest over
/// the variants of a kernel for noise models and types of counts; bytes a pixel; and what they mean on each machine for
/// 1000 frames of 256 x 256 pixels, or for an object of 8192 x 8192, as the last word says. Kernels without a place in
/// the model of bytes come last. What a report lacks is shown as unknown. Throws InputError when the file is not a
/// report.
void print_kernels(std::string const& path, Work const& work, std::vector<Machine> const& machines);

}  // namespace ptyger::perf
