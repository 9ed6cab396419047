#pragma once

#include <cstdint>
#include <vector>

#include "model/placement.hpp"
#include "simulation/beam.hpp"
#include "simulation/geometry.hpp"
#include "simulation/phantom.hpp"

namespace ptyger::simulation {

/// A scan and the truth behind it.
struct Simulation {
  Scan scan;        ///< as a reader would deliver it, without a probe; masked pixels count nothing
  Phantom phantom;  ///< object of the shape that reconstruct() gives this scan
  Beam beam;        ///< probe in sqrt(photons): it makes the expected counts of the scan
  Geometry geometry;
  model::Placement placement;
  std::vector<std::uint32_t> mask;  ///< [row][col], zero frequency in the centre, 0 = good, CXI bits
  double step_px = 0;
};

/// Simulates a scan. Needs an initialised Kokkos. Throws InputError when the options make no sense.
Simulation simulate(Options const& options);

}  // namespace ptyger::simulation
