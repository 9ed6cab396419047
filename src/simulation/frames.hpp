#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/near_field/fresnel.hpp"
#include "model/placement.hpp"
#include "ptyger/scan.hpp"
#include "simulation/beam.hpp"
#include "simulation/beam_changes.hpp"
#include "simulation/random.hpp"
#include "simulation/transform.hpp"

namespace ptyger::simulation {

/// What moves during a scan, and how waves get to the detector.
struct Unsteady {
  double motion = 0;  ///< pixels that the stage moves along the rows during an exposure; the frame is then the mean
                      ///< over several positions of the probe
  std::span<BeamChange const> changes = {};    ///< [frame] of the beam; empty: it is steady
  std::optional<model::Fresnel> fresnel = {};  ///< propagator of near fields; empty: far fields
};

/// Expected intensities of all frames: [frame][row][col], zero frequency in the corner.
/// I_j = sum over modes of |F(p_m(x - f_j) S_j psi)|^2 with the unitary transform F: the patch is cut at the whole
/// pixel nearest to its corner, and the probe is shifted by the remaining fraction of a pixel, exactly, by a phase ramp
/// on its spectrum. Near fields are propagated instead of transformed, and shifted back by that fraction, since the
/// detector does not move.
std::vector<float> expected_intensities(ObjectImage const& object, Beam const& beam, model::Placement const& placement,
                                        Transform const& transform, Unsteady const& unsteady = {});

/// Poisson counts with the expected values `expected`, [frame][row][col], in 16 bits if all counts fit, else in 32
/// bits.
Counts draw_counts(std::vector<float> const& expected, Random& random);

}  // namespace ptyger::simulation
