#pragma once

#include "model/placement.hpp"
#include "ptyger/checkpoint.hpp"
#include "ptyger/result.hpp"

namespace ptyger::solver {

/// Fills object, probe, origin and illumination of a result: modes orthogonal and in order of power, and, unless the
/// probe was kept, the free scale between object and probe fixed so that mean |object| of the lit region is 1.
/// Lit: at least a tenth of the largest illumination. `illumination` is that of `probe` as it comes in.
void finish_result(Result& result, model::Placement const& placement, std::vector<std::complex<double>> object,
                   ProbeModes const& probe, std::vector<double> illumination, bool fix_scale);

/// Positions, brightness and background as corrected; positions of the scan when they were not.
void put_corrections(Result& result, Scan const& scan, FrameCorrections const& found, Refine const& refine);

}  // namespace ptyger::solver
