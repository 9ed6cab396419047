#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::inspect {

/// Counts that every pixel has in every frame, such as of stray light or a pedestal; 0 when none are found. They are
/// seen in the dimmest pixels, which are far from the bright ones, when these pixels have nearly the same counts as
/// each other and in all frames, apart from Poisson noise. Counts that the sample scatters change with the position.
///
/// mean: [pixel] mean counts; smooth: [pixel] mean counts around each pixel, zero frequency in the corner; particle:
/// count of one particle.
double find_background(Scan const& scan, std::vector<double> const& mean, std::vector<double> const& smooth,
                       double particle);

}  // namespace ptyger::inspect
