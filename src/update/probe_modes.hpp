#pragma once

#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::update {

/// Total power sum |p|^2 over modes and pixels, photons.
double power(ProbeModes const& probe);

/// Scales all modes so that their total power is `photons`.
void scale_to_power(ProbeModes& probe, double photons);

/// The first `modes` modes of a probe; missing ones are the first times a low-order Hermite polynomial (y, x, yx,
/// y^2-1, x^2-1, ...) of the coordinates about its centre of mass in units of its rms width, at a tenth of its
/// amplitude.
ProbeModes with_modes(ProbeModes const& probe, std::size_t modes);

/// The same with a choice of what missing modes begin as. shifts: the far field of the first one times polynomials of
/// the frequency, which are its derivatives: a beam blurred sideways by its source is made of them.
ProbeModes with_modes(ProbeModes const& probe, std::size_t modes, ModeStart start);

/// The same incoherent beam in orthogonal modes of falling power: sum over modes of |F(p S)|^2 is unchanged for every
/// S.
ProbeModes orthogonalised(ProbeModes const& probe);

}  // namespace ptyger::update
