#pragma once

#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// The part of a probe that the aperture or the support of the constraints allows; the probe itself when there are
/// none. Throws InputError when they leave less than a hundredth of its power.
ProbeModes allowed_probe(ProbeModes probe, Constraints const& constraints);

/// Throws InputError when constraints do not match probes of size x size pixels, contradict each other or the other
/// options, or are out of their range.
void check_constraints(Options const& options, std::size_t size);

}  // namespace ptyger::solver
