#pragma once

#include "model/placement.hpp"
#include "ptyger/checkpoint.hpp"
#include "ptyger/result.hpp"

namespace ptyger::solver {

/// Fills object, probe, origin and illumination of a result. The modes become orthogonal, in order of falling power,
/// unless the first one varies. probe: modes, then `variation` variation probes.
/// With fix_scale, the free scale between object and probe is chosen so that the mean |object| of the lit pixels, whose
/// illumination is at least a tenth of its maximum, is 1. illumination: of `probe`, before the scale is fixed.
void finish_result(Result& result, model::Placement const& placement, std::vector<std::complex<double>> object,
                   ProbeModes const& probe, std::size_t variation, std::vector<double> illumination, bool fix_scale);

/// Writes the corrected positions, brightness and background to a result; positions that were not corrected are copied
/// from the scan.
void put_corrections(Result& result, Scan const& scan, FrameCorrections const& found, Refine const& refine);

}  // namespace ptyger::solver
