#pragma once

#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::update {

/// Total power sum |p|^2 over modes and pixels, photons.
double power(ProbeModes const& probe);

/// Scales all modes so that their total power is `photons`.
void scale_to_power(ProbeModes& probe, double photons);

/// The first `modes` modes of a probe. A missing mode is the first mode times 0.1 and a Hermite polynomial of low order
/// (y, x, yx, y^2-1, x^2-1, ...) of the coordinates about the first mode's centre of mass, in units of its rms width.
ProbeModes with_modes(ProbeModes const& probe, std::size_t modes);

/// The first `modes` modes of a probe, with a choice of the missing modes. shifts: the far field of the first mode is
/// multiplied by the polynomials, which makes derivatives of the first mode: the modes of a beam that the size of its
/// source blurs.
ProbeModes with_modes(ProbeModes const& probe, std::size_t modes, ModeStart start);

/// A probe of `modes` modes with initial variation probes behind them, where it has none: the first mode times Hermite
/// polynomials of the position, which are its drifts and stretches, with a hundredth of its norm.
ProbeModes with_variation(ProbeModes probe, std::size_t modes, std::size_t variation);

/// A probe with one image for each of `number` further probes behind its modes: the first mode of the further probe,
/// with the norm of the first mode of `probe`, less this first mode. Zeros where `further` has no probe. Throws
/// InputError when the sizes differ.
ProbeModes with_further_probes(ProbeModes probe, std::vector<ProbeModes> const& further, std::size_t number);

/// Orthogonal modes, in the order of descending power, of the same incoherent beam: sum over modes of |F(p S psi)|^2 is
/// unchanged for every object psi.
ProbeModes orthogonalised(ProbeModes const& probe);

}  // namespace ptyger::update
