#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::update {

/// Far field of every mode (unitary), zero frequency in the centre as the probe's own middle.
ProbeModes spectrum_of(ProbeModes const& probe);
/// The probe with these far fields.
ProbeModes from_spectrum(ProbeModes const& spectrum);

/// The best `modes` orthogonal modes of a beam that moves by (row, col) pixels, up and down its middle, while it is
/// looked at: those of the incoherent sum of p(x - t v), t in [-1/2, 1/2], of which there are always more than asked
/// for.
ProbeModes moving_modes(ProbeModes const& probe, std::size_t modes, double row, double col);

}  // namespace ptyger::update
