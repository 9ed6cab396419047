#pragma once

#include "ptyger/checkpoint.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// What a reconstruction that is still running has found so far, for pictures: as its result would be, but that the
/// illumination is that of patches at whole pixels. Needs of the checkpoint only sizes, options, estimate, corrections
/// and history.
Result provisional_result(Scan const& scan, Checkpoint const& checkpoint);

}  // namespace ptyger::solver
