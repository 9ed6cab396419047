#pragma once

#include "simulation/simulation.hpp"

namespace ptyger::test {

/// 90 frames of 34 x 34 pixels with positions between pixels; the probe of the scan is the true one.
Scan simulated_scan();

/// Options of a simulation with the given number of frames of 64 x 64 pixels.
simulation::Options simulation_of(std::size_t frames, double overlap = 0.75);

/// A simulated scan whose initial probe is the true one.
simulation::Simulation simulated(simulation::Options const& options);

/// A simulated scan with a wrong initial probe: a single mode whose defocus is `defocus` times the true one.
simulation::Simulation simulated_with_wrong_probe(simulation::Options options, double defocus);

}  // namespace ptyger::test
