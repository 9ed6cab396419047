#pragma once

#include "simulation/simulation.hpp"

namespace ptyger::test {

/// 90 frames of 34 x 34 pixels with positions between pixels, and the probe they were made with.
Scan simulated_scan();

/// Of so many frames of 64 x 64 pixels.
simulation::Options simulation_of(std::size_t frames, double overlap = 0.75);

/// A scan with the probe it was made with.
simulation::Simulation simulated(simulation::Options const& options);

/// A scan whose initial probe is wrong: one mode that stands still, so many times as far behind the focus.
simulation::Simulation simulated_with_wrong_probe(simulation::Options options, double defocus);

}  // namespace ptyger::test
