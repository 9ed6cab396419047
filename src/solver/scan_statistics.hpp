#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// Mean of the counts over the frames in which a pixel was measured, [row][col], zero frequency in the corner; 0 where
/// masked. With upsampling each pixel of a detector pixel has an equal share.
std::vector<double> mean_pattern(Scan const& scan);

/// Intensity of the probe at the detector without an object, in any unit: sum over modes of |F p|^2, [row][col], zero
/// frequency in the corner; in a near field of the propagated probe, as frames have it.
std::vector<double> empty_intensity(Scan const& scan, ProbeModes const& probe);

/// Share of the power of the probe at the detector on measured pixels: 1 without a mask, and never below 0.1. The
/// counts of the mean pattern divided by this share are the power of the probe. The lower bound is for a beam stop that
/// hides nearly all of the probe: the measured counts were then scattered by the sample and say little about the probe.
double measured_share(Scan const& scan, ProbeModes const& probe);

}  // namespace ptyger::solver
