#pragma once

#include "model/placement.hpp"

namespace ptyger::perf {

/// Placement of the frames of a simulated scan: a square raster that covers an object of size x size pixels with
/// patches of probe x probe pixels. `step` is the distance of neighbouring patches, patches; each patch is displaced by
/// up to a third of a step.
model::Placement jittered_raster(std::size_t size, std::size_t probe, double step);

/// Distance of neighbouring frames, patches: 70 % overlap of beams that are half as wide as their patches.
inline constexpr double usual_step = 0.15;

}  // namespace ptyger::perf
