#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::update {

/// Far field of every mode (unitary transform), zero frequency in the centre.
ProbeModes spectrum_of(ProbeModes const& probe);
/// The probe with a given spectrum: the inverse of spectrum_of().
ProbeModes from_spectrum(ProbeModes const& spectrum);

/// The `modes` strongest orthogonal modes of a beam that moves by v = (row, col) pixels during an exposure, centred
/// about its place: modes of the incoherent sum of p(x - t v) over t in [-1/2, 1/2].
ProbeModes moving_modes(ProbeModes const& probe, std::size_t modes, double row, double col);

}  // namespace ptyger::update
