#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "ptyger/choose_settings.hpp"
#include "solver/scan_statistics.hpp"
#include "solver/trials/blind_probe.hpp"
#include "tests/support/truth_error.hpp"

namespace ptyger::test {

enum class Beam { focused, defocused, partly_coherent };

/// A simulated scan of 121 frames of 64 x 64 pixels, whose probe is unknown.
struct TruthCase {
  simulation::Sample sample;
  double photons;  ///< a frame
  Beam beam;

  [[nodiscard]] simulation::Simulation simulated() const {
    simulation::Options options;
    options.detector = 64;
    options.frames = 121;
    options.sample = sample;
    options.photons = photons;
    if (beam == Beam::focused) {
      options.probe = simulation::ProbeKind::airy;
      options.aperture = 0.12;
    }
    if (beam == Beam::partly_coherent) options.modes = 3;
    auto made = simulate(options);
    made.scan.probe = {};
    return made;
  }
};

/// Values that are tried with each other.
struct SettingsGrid {
  std::vector<Sampling> samplings;
  std::vector<std::size_t> modes;
  std::vector<double> weights;  ///< Options::smoothness
  std::vector<int> iterations;
};

/// Error against the truth without any option.
inline double chosen_error(simulation::Simulation const& made) {
  auto scan = made.scan;
  Options blind;
  blind.probe_start = ProbeStart::blind;
  auto const chosen = choose_settings(scan, blind, {});
  return object_error(made, reconstruct(scan, chosen.options));
}

/// Least error against the truth over a grid of settings.
inline double least_error(simulation::Simulation const& made, SettingsGrid const& grid) {
  auto scan = made.scan;
  scan.probe = solver::find_probe(scan, solver::mean_pattern(scan), {}, {}).probe;
  double least = std::numeric_limits<double>::infinity();
  for (auto const sampling : grid.samplings)
    for (auto const modes : grid.modes)
      for (double const weight : grid.weights)
        for (int const iterations : grid.iterations) {
          Options options;
          options.sampling = sampling;
          options.probe_modes = modes;
          options.smoothness = weight;
          options.iterations = iterations;
          least = std::min(least, object_error(made, reconstruct(scan, options)));
        }
  return least;
}

}  // namespace ptyger::test
