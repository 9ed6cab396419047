#pragma once

#include <vector>

#include "simulation/options.hpp"
#include "simulation/random.hpp"

namespace ptyger::simulation {

/// How the beam of one frame differs from the beam of the others.
struct BeamChange {
  double row = 0;         ///< shift along the rows, object pixels
  double col = 0;         ///< shift along the columns, object pixels
  double tilt = 0;        ///< the amplitude of the pupil is multiplied by 1 + tilt y / radius of the pupil
  double brightness = 1;  ///< factor of the amplitude
};

/// The changes of the beam over a scan, [frame], as an unstable mirror makes them: slow oscillations of position, tilt
/// and brightness, and a random displacement of each frame. Empty: the beam is steady.
std::vector<BeamChange> make_beam_changes(Options const& options, Random& random);

}  // namespace ptyger::simulation
