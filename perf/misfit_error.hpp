#pragma once

#include "ptyger/reconstruct.hpp"

namespace ptyger::perf {

/// Relative difference between the misfit that a run reports and the misfit of its result by the naive reference model.
double misfit_error(Scan const& scan, Options const& options, Result const& result);

}  // namespace ptyger::perf
