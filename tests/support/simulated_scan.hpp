#pragma once

#include "simulation/simulation.hpp"

namespace ptyger::test {

/// 90 frames of 34 x 34 pixels with positions between pixels; the probe of the scan is the true one.
Scan simulated_scan();

/// The same number of near fields of 36 x 36 pixels, in a diverging beam; the probe of the scan is the true one.
Scan simulated_near_field();

/// Options of a simulated near field, in a diverging beam, with the given number of frames of 36 x 36 pixels.
simulation::Options near_field_simulation_of(std::size_t frames);

/// Options of a simulation with the given number of frames of 64 x 64 pixels.
simulation::Options simulation_of(std::size_t frames, double overlap = 0.75);

/// A simulated scan whose initial probe is the true one.
simulation::Simulation simulated(simulation::Options const& options);

/// A simulated scan with a wrong initial probe: a single mode whose defocus is `defocus` times the true one.
simulation::Simulation simulated_with_wrong_probe(simulation::Options options, double defocus);

}  // namespace ptyger::test
