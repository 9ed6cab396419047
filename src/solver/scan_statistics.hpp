#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// Mean of the counts over the frames in which a pixel was measured, [row][col], zero frequency in the corner; 0 where
/// masked.
std::vector<double> mean_pattern(Scan const& scan);

/// Share of the power of the probe's far field on measured pixels: 1 without a mask, and never below 0.1. The counts of
/// the mean pattern divided by this share are the power of the probe. The lower bound is for a beam stop that hides
/// nearly all of the probe: the measured counts were then scattered by the sample and say little about the probe.
double measured_share(Scan const& scan, ProbeModes const& probe);

/// Far field of the beam without a sample: sum over the modes of |F p|^2 with unitary F, [row][col] of `detector` x
/// `detector` pixels, zero frequency in the corner.
std::vector<double> beam_intensity(std::size_t detector, ProbeModes const& probe);

/// NRMSE, as in HistoryRecord, of an object that is 1 everywhere with this probe, scaled for the least misfit. All
/// frames of such an object are alike.
double misfit_of_empty_object(Scan const& scan, ProbeModes const& probe);

}  // namespace ptyger::solver
