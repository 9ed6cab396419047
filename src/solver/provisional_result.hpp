#pragma once

#include "ptyger/checkpoint.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// Result of a reconstruction that is still running, for pictures. It differs from a final result in the illumination,
/// which is computed with patches at whole pixels. Uses sizes, options, estimate, corrections and history of the
/// checkpoint.
Result provisional_result(Scan const& scan, Checkpoint const& checkpoint);

}  // namespace ptyger::solver
