#pragma once

#include <cstdint>
#include <vector>

#include "model/placement.hpp"
#include "simulation/beam.hpp"
#include "simulation/beam_changes.hpp"
#include "simulation/geometry.hpp"
#include "simulation/phantom.hpp"

namespace ptyger::simulation {

/// A simulated scan and its truth.
struct Simulation {
  Scan scan;                        ///< as read_scan() returns it, without a probe; masked pixels have 0 counts
  Phantom phantom;                  ///< true object, of the shape that reconstruct() gives this scan
  std::vector<BeamChange> changes;  ///< [frame] of the beam; empty: it is steady
  Beam beam;                        ///< true probe in sqrt(photons), the scale of the expected counts
  Geometry geometry;                ///< wavelength, distance and object pixel
  model::Placement placement;       ///< patches of the frames on the object
  std::vector<std::uint32_t> mask;  ///< [row][col], zero frequency in the centre, 0 = good, CXI bits
  double step_px = 0;               ///< mean distance of neighbouring positions, object pixels
};

/// Simulates a scan. Needs an initialised Kokkos. Throws InputError as check() does, and when the object would be too
/// large or no photon is counted.
Simulation simulate(Options const& options);

}  // namespace ptyger::simulation
