#pragma once

#include "model/placement.hpp"

namespace ptyger::perf {

/// Where the frames of a made-up scan lie: a square raster that covers an object of size x size pixels with patches of
/// probe x probe, `step` of a patch apart, each moved by up to a third of a step. No frames, no images.
model::Placement jittered_raster(std::size_t size, std::size_t probe, double step);

/// Distance of neighbours of a raster in patches: 70 % overlap of beams half as wide as their patches.
inline constexpr double usual_step = 0.15;

}  // namespace ptyger::perf
